#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cox_terminal_columns(int fd) {
  struct winsize size;
  return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int cox_open_terminal(int columns, int *controller) {
  int ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (ours < 0) return -errno;
  char name[64];
  struct winsize size = {.ws_row = 50, .ws_col = (unsigned short)columns};
  if (grantpt(ours) == 0 && unlockpt(ours) == 0 && ptsname_r(ours, name, sizeof name) == 0 &&
      ioctl(ours, TIOCSWINSZ, &size) == 0) {
    int theirs = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (theirs >= 0) {
      *controller = ours;
      return theirs;
    }
  }
  int code = errno;
  close(ours);
  return -code;
}
