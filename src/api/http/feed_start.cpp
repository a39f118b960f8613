#include <utility>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <unistd.h>

#include "api/http/feed_connection.hpp"
#include "api/http/websocket_frame.hpp"

namespace loam::http {
namespace {

bool has_token(std::string_view list, std::string_view token) {
  return boost::beast::http::token_list({list.data(), list.size()}).exists({token.data(), token.size()});
}

}  // namespace

bool is_websocket_upgrade(const Request& request) {
  constexpr std::size_t kKeyCharacters = 24;  // 16 bytes in base64
  return request.method() == Method::get && has_token(request.header("connection"), "upgrade") &&
         has_token(request.header("upgrade"), "websocket") && request.header("sec-websocket-version") == "13" &&
         request.header("sec-websocket-key").size() == kKeyCharacters;
}

std::string feed_head(const Request& request, const FeedRequest& feed, Response response, HeadContext context) {
  if (feed.kind == FeedKind::websocket) {
    response.status = 101;
    response.with("Upgrade", "websocket").with("Connection", "Upgrade");
    response.with("Sec-WebSocket-Accept", websocket_accept(request.header("sec-websocket-key")));
    if (!feed.options.subprotocol.empty()) response.with("Sec-WebSocket-Protocol", feed.options.subprotocol);
  } else {
    response.status = 200;
    response.content_type = "text/event-stream";
    std::erase_if(response.headers, [](const Header& header) { return header.name == "Cache-Control"; });
    response.with("Cache-Control", "no-store");
    context.close = true;  // the stream ends with the connection
  }
  std::string head;
  write_head(head, response, context);
  return head;
}

void start_feed(const std::shared_ptr<ServerCore>& core, asio::ip::tcp protocol, int handle, std::string remote_address,
                std::string head, FeedRequest feed) {
  // The task may never run, where the server stops: the descriptor needs an owner on its way.
  const std::shared_ptr<int> owner(new int(handle), [](int* descriptor) {
    if (*descriptor >= 0) ::close(*descriptor);
    delete descriptor;
  });
  core->feed_thread->post([core, protocol, owner, remote = std::move(remote_address), head = std::move(head),
                           feed = std::move(feed)]() mutable {
    Socket socket(core->feed_thread->context().get_executor());
    boost::system::error_code ec;
    static_cast<void>(socket.assign(protocol, *owner, ec));
    if (ec) return;
    *owner = -1;
    auto connection = feed.kind == FeedKind::websocket
                          ? make_websocket(core, std::move(socket), std::move(remote), std::move(feed))
                          : make_event_stream(core, std::move(socket), std::move(remote), std::move(feed));
    connection->start(std::move(head));
  });
}

}  // namespace loam::http
