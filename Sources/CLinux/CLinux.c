#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

void cox_hold_standard_streams(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF) continue;
    // The lowest free number is given, and those below are taken. Opened the other way round, so
    // that what is written is not lost without a word.
    if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) _exit(71);
  }
}

int cox_exit_with_parent(void) {
  pid_t parent = getppid();
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return -errno;
  // The parent may have ended before the call above; then nobody would ever send the signal.
  return getppid() == parent ? 0 : -ESRCH;
}

int cox_peer_credentials(int fd, int32_t *pid, uint32_t *uid, uint32_t *gid) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return -errno;
  *pid = peer.pid;
  *uid = peer.uid;
  *gid = peer.gid;
  return 0;
}

int cox_unix_connect(const char *path, size_t length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (length >= sizeof address.sun_path) return -ENAMETOOLONG;
  memcpy(address.sun_path, path, length);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -errno;
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
    int error = errno;
    close(fd);
    return -error;
  }
  return fd;
}

int cox_unix_listen(const char *path, size_t length, int backlog) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (length >= sizeof address.sun_path) return -ENAMETOOLONG;
  memcpy(address.sun_path, path, length);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -errno;
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || listen(fd, backlog) != 0) {
    int error = errno;
    close(fd);
    return -error;
  }
  return fd;
}

int cox_unix_listen_on(int fd, int backlog) {
  int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0) return -errno;
  return listen(fd, backlog) == 0 ? 0 : -errno;
}

int cox_unix_accept(int fd) {
  int peer = accept4(fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  return peer >= 0 ? peer : -errno;
}

int cox_epoll_open(void) {
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  return epoll >= 0 ? epoll : -errno;
}

static int watch(int epoll, int operation, int fd, uint64_t token, uint32_t events) {
  struct epoll_event event = {.events = events, .data.u64 = token};
  return epoll_ctl(epoll, operation, fd, &event) == 0 ? 0 : -errno;
}

int cox_epoll_add(int epoll, int fd, uint64_t token, uint32_t events) {
  return watch(epoll, EPOLL_CTL_ADD, fd, token, events);
}

int cox_epoll_change(int epoll, int fd, uint64_t token, uint32_t events) {
  return watch(epoll, EPOLL_CTL_MOD, fd, token, events);
}

int cox_epoll_remove(int epoll, int fd) { return watch(epoll, EPOLL_CTL_DEL, fd, 0, 0); }

int cox_epoll_wait(int epoll, struct cox_ready *ready, int most, int milliseconds) {
  // The kernel's own entries are packed, which other languages do not import.
  struct epoll_event events[256];
  if (most > 256) most = 256;
  int count = epoll_wait(epoll, events, most, milliseconds);
  if (count < 0) return -errno;
  for (int i = 0; i < count; i++) {
    ready[i].token = events[i].data.u64;
    ready[i].events = events[i].events;
  }
  return count;
}

int cox_bell_open(void) {
  int bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  return bell >= 0 ? bell : -errno;
}

void cox_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

int cox_reserve(int fd, int64_t offset, int64_t length) {
  return fallocate(fd, FALLOC_FL_KEEP_SIZE, offset, length) == 0 ? 0 : -errno;
}

int cox_random(void *buffer, size_t length) {
  unsigned char *at = buffer;
  while (length > 0) {
    ssize_t got = getrandom(at, length, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -errno;
    at += got;
    length -= (size_t)got;
  }
  return 0;
}

void cox_keep_memory(void) {
  // Larger than a batch: mapped anew each time, its pages would be made anew, too.
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
}

void cox_release_memory(void) {
  // What other threads free at the end of their heaps goes back by this limit alone.
  mallopt(M_TRIM_THRESHOLD, 128 << 10);
  malloc_trim(0);
}

static int64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t cox_monotonic_ns(void) { return nanoseconds(CLOCK_MONOTONIC); }
int64_t cox_wall_us(void) { return nanoseconds(CLOCK_REALTIME) / 1000; }
