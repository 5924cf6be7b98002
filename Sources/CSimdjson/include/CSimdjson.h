/// The C face of simdjson's DOM parser: one text in, one flat array of nodes out.
///
/// Nodes lie in document order. An object is followed by its members, key before value; an array by
/// its elements; `bits` of either is the index just after its last descendant, so a reader skips a
/// subtree in one step and never calls back into C.
#ifndef COXSWAIN_CSIMDJSON_H
#define COXSWAIN_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a node is; the numbers are those of JSONText's JSONKind.
enum {
  cx_json_null = 0,
  cx_json_bool = 1,
  cx_json_integer = 2,
  cx_json_double = 3,
  cx_json_string = 4,
  cx_json_array = 5,
  cx_json_object = 6,
};

/// Why a text was refused; the numbers are those of JSONText's JSONFault.Kind.
enum {
  cx_json_ok = 0,
  cx_json_fault_syntax = 1,
  cx_json_fault_not_utf8 = 2,
  cx_json_fault_too_deep = 3,
  cx_json_fault_duplicate_key = 4,
  cx_json_fault_integer_range = 5,
  cx_json_fault_too_large = 6,
};

typedef struct {
  uint8_t kind;
  /// Bytes of a string, elements of an array, members of an object.
  uint32_t size;
  /// bool 0/1; integer as int64 and double bit patterns; a string's offset into `strings`; the
  /// index after the last descendant of a container.
  uint64_t bits;
} cx_json_node;

/// The last parsed text; the pointers stay valid until the next parse or free.
typedef struct {
  const cx_json_node *nodes;
  size_t count;
  const uint8_t *strings;
} cx_json_view;

typedef struct cx_json_parser cx_json_parser;

/// A parser that refuses texts nested deeper than `max_depth`; NULL when memory ran out.
cx_json_parser *cx_json_new(uint32_t max_depth);
void cx_json_free(cx_json_parser *json);

/// Parses one whole text; returns a fault number, or cx_json_ok and the view. The text is copied
/// (simdjson reads past its end), so it needs no padding and may go away afterwards.
int32_t cx_json_parse(
  cx_json_parser *json, const uint8_t *text, size_t length, cx_json_view *view);

#ifdef __cplusplus
}
#endif

#endif
