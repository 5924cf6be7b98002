// CRC-32C (Castagnoli) by the processor's own instruction, which Swift cannot name.
#ifndef COX_CCHECKSUM_H
#define COX_CCHECKSUM_H
#include <stddef.h>
#include <stdint.h>

/// 1 when this processor has the instruction, else 0: then the caller uses its own tables.
int cox_crc32c_supported(void);

/// Continues a CRC-32C over more bytes; starts with 0. Only where cox_crc32c_supported() is 1.
uint32_t cox_crc32c(uint32_t crc, const uint8_t *bytes, size_t length);
#endif
