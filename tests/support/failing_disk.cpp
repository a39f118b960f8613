#include "support/failing_disk.hpp"

#include <cstring>
#include <stdexcept>

#include <sqlite3.h>

namespace loam::test {
namespace {

constexpr const char* kName = "loam-failing-disk";

sqlite3_vfs* g_disk = nullptr;  // the real one
sqlite3_vfs g_failing{};
sqlite3_io_methods g_methods{};
std::int64_t g_left = 0;  // operations until the failure
bool g_failed = false;

/// SQLite gives each open file room for this and the real file behind it.
struct File {
  sqlite3_file base;
};
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1); }
const sqlite3_io_methods* real_methods(sqlite3_file* file) { return real(file)->pMethods; }

bool fails_now() {
  if (g_left == 0 || --g_left > 0) return false;
  g_failed = true;
  return true;
}

int close(sqlite3_file* file) { return real_methods(file)->xClose(real(file)); }
int read(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
  return real_methods(file)->xRead(real(file), to, size, at);
}
int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  return fails_now() ? SQLITE_FULL : real_methods(file)->xWrite(real(file), from, size, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  return fails_now() ? SQLITE_IOERR_TRUNCATE : real_methods(file)->xTruncate(real(file), size);
}
int sync(sqlite3_file* file, int flags) {
  return fails_now() ? SQLITE_IOERR_FSYNC : real_methods(file)->xSync(real(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return real_methods(file)->xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return real_methods(file)->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real_methods(file)->xUnlock(real(file), level); }
int is_reserved(sqlite3_file* file, int* out) { return real_methods(file)->xCheckReservedLock(real(file), out); }
int control(sqlite3_file* file, int operation, void* argument) {
  return real_methods(file)->xFileControl(real(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real_methods(file)->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return real_methods(file)->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real_methods(file)->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_methods(file)->xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real_methods(file)->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real_methods(file)->xShmUnmap(real(file), remove); }
int fetch(sqlite3_file* file, sqlite3_int64 at, int size, void** out) {
  return real_methods(file)->xFetch(real(file), at, size, out);
}
int unfetch(sqlite3_file* file, sqlite3_int64 at, void* page) {
  return real_methods(file)->xUnfetch(real(file), at, page);
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  const int code = g_disk->xOpen(g_disk, name, real(file), flags, out_flags);
  if (real_methods(file) != nullptr) file->pMethods = &g_methods;
  return code;
}

}  // namespace

FailingDisk::FailingDisk() {
  g_disk = sqlite3_vfs_find(nullptr);
  if (g_disk == nullptr) throw std::runtime_error("SQLite has no disk");
  constexpr int kVersion = 3;  // with shared memory and mapped pages
  g_methods = {kVersion,  close,       read,    write,       truncate,        sync,    file_size, lock,
               unlock,    is_reserved, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
               shm_unmap, fetch,       unfetch};
  g_failing = *g_disk;
  g_failing.pNext = nullptr;
  g_failing.zName = kName;
  g_failing.szOsFile = g_disk->szOsFile + static_cast<int>(sizeof(File));
  g_failing.xOpen = open;
  fail_at(0);
  sqlite3_vfs_register(&g_failing, 1);
}

FailingDisk::~FailingDisk() {
  sqlite3_vfs_unregister(&g_failing);
  sqlite3_vfs_register(g_disk, 1);
}

void FailingDisk::fail_at(std::int64_t operation) {
  g_left = operation;
  g_failed = false;
}

bool FailingDisk::has_failed() const { return g_failed; }

}  // namespace loam::test
