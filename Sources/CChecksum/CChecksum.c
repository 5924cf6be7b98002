#include "CChecksum.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>

int cox_crc32c_supported(void) { return __builtin_cpu_supports("sse4.2") ? 1 : 0; }

__attribute__((target("sse4.2")))
uint32_t cox_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
  uint64_t state = ~crc;
  for (; length >= 8; bytes += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    state = _mm_crc32_u64(state, word);
  }
  uint32_t last = (uint32_t)state;
  for (; length > 0; bytes++, length--) last = _mm_crc32_u8(last, *bytes);
  return ~last;
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>

int cox_crc32c_supported(void) { return 1; }

uint32_t cox_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
  uint32_t state = ~crc;
  for (; length >= 8; bytes += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    state = __crc32cd(state, word);
  }
  for (; length > 0; bytes++, length--) state = __crc32cb(state, *bytes);
  return ~state;
}

#else

int cox_crc32c_supported(void) { return 0; }
uint32_t cox_crc32c(uint32_t crc, const uint8_t *bytes, size_t length) {
  (void)bytes, (void)length;
  return crc;
}
#endif
