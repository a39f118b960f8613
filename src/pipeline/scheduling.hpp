#pragma once

namespace loam {

/// Asks the scheduler for short time slices for this thread (Linux 6.12 and later; elsewhere nothing happens). On busy
/// cores a thread that sleeps in every disk sync is then woken in a fraction of a millisecond instead of after a whole
/// slice of somebody else, without getting more of the processor in sum.
void take_short_slices() noexcept;

}  // namespace loam
