// Terminals, behind plain C types: ioctl takes any arguments and so is not imported by Swift.
// No system header is included here, for the reason that CLinux.h gives.
#ifndef COX_CTERMINAL_H
#define COX_CTERMINAL_H

/// The columns of the terminal that a descriptor is; 0 when it is none.
int cox_terminal_columns(int fd);

/// Opens a pseudo-terminal of so many columns; the side that a program uses, or -errno.
int cox_open_terminal(int columns, int *controller);
#endif
