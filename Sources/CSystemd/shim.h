// libsystemd's own headers: notification, socket activation and the journal.
// The macros that add the C file and line are variadic or hide the function; Swift sends its own location.
#define SD_JOURNAL_SUPPRESS_LOCATION
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
