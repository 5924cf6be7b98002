// Linux calls that Swift's Glibc module does not import, behind plain C types.
// Only stdint and stddef are included here: a header that pulls in system headers
// clashes with Glibc's module. _GNU_SOURCE and the system headers stay in CLinux.c.
#ifndef COX_CLINUX_H
#define COX_CLINUX_H
#include <stddef.h>
#include <stdint.h>

/// Takes the numbers 0 to 2 where they are closed, so that no socket and no file gets one of them
/// and then what was meant for a terminal. Using them fails as it did before.
void cox_hold_standard_streams(void);

/// Has the kernel send SIGKILL to this process when its parent ends. 0, or -errno.
int cox_exit_with_parent(void);

/// Reads the peer's pid, uid and gid of a connected Unix socket (SO_PEERCRED). 0, or -errno.
int cox_peer_credentials(int fd, int32_t *pid, uint32_t *uid, uint32_t *gid);

/// Connects a blocking stream socket to a path (CLOEXEC). A descriptor, or -errno.
int cox_unix_connect(const char *path, size_t length);

/// Makes a stream socket at a path that listens (CLOEXEC, non-blocking). A descriptor, or -errno.
int cox_unix_listen(const char *path, size_t length, int backlog);

/// Has a socket that listens already, or is bound, listen with this backlog and never block. 0, or -errno.
int cox_unix_listen_on(int fd, int backlog);

/// Takes a connection that waits (CLOEXEC, non-blocking). A descriptor, or -errno.
int cox_unix_accept(int fd);

/// What is ready at a watched descriptor: the token it was watched with, and EPOLLIN and so on.
struct cox_ready {
  uint64_t token;
  uint32_t events;
};

/// Makes an epoll instance (CLOEXEC). A descriptor, or -errno.
int cox_epoll_open(void);

/// Watches a descriptor, watches it for something else, or watches it no longer. 0, or -errno.
int cox_epoll_add(int epoll, int fd, uint64_t token, uint32_t events);
int cox_epoll_change(int epoll, int fd, uint64_t token, uint32_t events);
int cox_epoll_remove(int epoll, int fd);

/// Waits until something is ready, or so many milliseconds (-1: for ever). How many are, or -errno.
int cox_epoll_wait(int epoll, struct cox_ready *ready, int most, int milliseconds);

/// Makes a counter that wakes who waits for it (eventfd, CLOEXEC, non-blocking). A descriptor, or -errno.
int cox_bell_open(void);

/// Names the calling thread, as tools show it; at most 15 bytes.
void cox_name_thread(const char *name);

/// Reserves bytes beyond the end without changing the size (FALLOC_FL_KEEP_SIZE). 0, or -errno.
int cox_reserve(int fd, int64_t offset, int64_t length);

/// Fills the buffer with random bytes from the kernel. 0, or -errno.
int cox_random(void *buffer, size_t length);

/// Has the allocator keep what is freed, for the next who needs as much.
void cox_keep_memory(void);

/// Gives free memory that the allocator keeps back to the kernel; from here on it keeps little.
void cox_release_memory(void);

/// Monotonic nanoseconds (CLOCK_MONOTONIC) and wall-clock microseconds (CLOCK_REALTIME).
int64_t cox_monotonic_ns(void);
int64_t cox_wall_us(void);
#endif
