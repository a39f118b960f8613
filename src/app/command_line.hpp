#pragma once

namespace loam {

/// Reads the verb and its options, runs it, gives the exit status: 0 done, 1 refused or failed, 2 and above misused.
int run_command_line(int argc, char** argv);

}  // namespace loam
