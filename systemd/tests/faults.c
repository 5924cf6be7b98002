// Loaded before libc by the checks: fdatasync fails while /run/cox-faults/fdatasync is there.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <unistd.h>

int fdatasync(int fd) {
  if (access("/run/cox-faults/fdatasync", F_OK) == 0) {
    errno = EIO;
    return -1;
  }
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
