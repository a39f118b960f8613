// What single steps cost, one at a time and undisturbed. `bench/compare` says what they come to together.

#include <benchmark/benchmark.h>

BENCHMARK_MAIN();
