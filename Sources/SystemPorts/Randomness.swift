/// A source of random numbers: the kernel's in the daemon, a seeded one in simulation.
package protocol Randomness: RandomNumberGenerator {}
