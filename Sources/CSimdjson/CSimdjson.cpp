#include "CSimdjson.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

using namespace simdjson;

namespace {

// Integers a JavaScript or jq client still reads exactly.
constexpr int64_t integer_limit = int64_t(1) << 53;

// Node indices and sizes are 32 bits wide.
constexpr size_t text_limit = size_t(1) << 30;

// Up to this many members an object's keys are compared with each other; above it they are sorted,
// so that a line of a hundred thousand keys costs milliseconds, not minutes.
constexpr uint32_t pairwise_members = 32;

// An open container during the walk over the tape.
struct Frame {
  uint32_t node;
  uint32_t size;
  uint64_t seen; // one bit per key fingerprint; a set bit asks for a real comparison
  bool is_object;
  bool expects_key;
};

struct Key {
  const uint8_t *text;
  uint32_t size;
  bool operator<(const Key &other) const noexcept {
    if (size != other.size) return size < other.size;
    return std::memcmp(text, other.text, size) < 0;
  }
  bool operator==(const Key &other) const noexcept {
    return size == other.size && std::memcmp(text, other.text, size) == 0;
  }
};

// Grows an array for at least `count` elements; false when memory ran out.
template <typename T> bool reserve(T *&array, size_t &capacity, size_t count) noexcept {
  if (count <= capacity) return true;
  size_t wanted = std::max(count, std::max(size_t(256), capacity * 2));
  void *grown = std::realloc(array, wanted * sizeof(T));
  if (grown == nullptr) return false;
  array = static_cast<T *>(grown);
  capacity = wanted;
  return true;
}

int32_t fault_of(error_code error) noexcept {
  switch (error) {
    case SUCCESS: return cx_json_ok;
    case UTF8_ERROR: return cx_json_fault_not_utf8;
    case DEPTH_ERROR: return cx_json_fault_too_deep;
    case CAPACITY:
    case MEMALLOC: return cx_json_fault_too_large;
    default: return cx_json_fault_syntax;
  }
}

// The length of a string on simdjson's string buffer stands in the four bytes before it.
uint32_t string_size(const uint8_t *entry) noexcept {
  uint32_t size;
  std::memcpy(&size, entry, sizeof size);
  return size;
}

} // namespace

struct cx_json_parser {
  dom::parser parser;
  Frame *frames = nullptr;
  cx_json_node *nodes = nullptr;
  size_t node_capacity = 0;
  Key *keys = nullptr;
  size_t key_capacity = 0;
  uint8_t *text = nullptr; // the text with the slack that simdjson reads into
  size_t text_capacity = 0;
  uint32_t max_depth = 0;

  ~cx_json_parser() {
    std::free(frames);
    std::free(nodes);
    std::free(keys);
    std::free(text);
  }

  bool repeats_key(const Frame &frame, const uint8_t *text, uint32_t size, uint32_t end) noexcept;
  int32_t has_repeated_key(const Frame &frame, uint32_t end) noexcept;
  int32_t flatten(cx_json_view *view) noexcept;
  error_code parse_text(size_t length) noexcept;
  int32_t number_fault(size_t length) noexcept;
};

// Whether an earlier key of the open object equals this one.
bool cx_json_parser::repeats_key(
  const Frame &frame, const uint8_t *text, uint32_t size, uint32_t end) noexcept {
  const uint8_t *strings = parser.doc.string_buf.get();
  for (uint32_t i = frame.node + 1; i < end;) {
    const cx_json_node &key = nodes[i];
    if (key.size == size && std::memcmp(strings + key.bits, text, size) == 0) return true;
    const cx_json_node &value = nodes[i + 1];
    i = value.kind >= cx_json_array ? uint32_t(value.bits) : i + 2;
  }
  return false;
}

// Checks a large object at its end, by sorting its keys.
int32_t cx_json_parser::has_repeated_key(const Frame &frame, uint32_t end) noexcept {
  if (!reserve(keys, key_capacity, frame.size)) return cx_json_fault_too_large;
  const uint8_t *strings = parser.doc.string_buf.get();
  uint32_t count = 0;
  for (uint32_t i = frame.node + 1; i < end;) {
    keys[count++] = Key{strings + nodes[i].bits, nodes[i].size};
    const cx_json_node &value = nodes[i + 1];
    i = value.kind >= cx_json_array ? uint32_t(value.bits) : i + 2;
  }
  std::sort(keys, keys + count);
  bool repeated = std::adjacent_find(keys, keys + count) != keys + count;
  return repeated ? cx_json_fault_duplicate_key : cx_json_ok;
}

// One pass over simdjson's tape (its doc/tape.md): a type byte on top of a 56-bit payload; numbers
// take a second word; the root's payload is the index after the last word.
int32_t cx_json_parser::flatten(cx_json_view *view) noexcept {
  const uint64_t *tape = parser.doc.tape.get();
  const uint8_t *strings = parser.doc.string_buf.get();
  constexpr uint64_t payload_mask = (uint64_t(1) << 56) - 1;
  const uint32_t tape_end = uint32_t(tape[0] & payload_mask) - 1;
  if (!reserve(nodes, node_capacity, tape_end)) return cx_json_fault_too_large;

  uint32_t count = 0;
  Frame *top = frames;
  *top = Frame{0, 0, 0, false, false}; // holds the document's one value
  for (uint32_t i = 1; i < tape_end; i++) {
    const uint64_t payload = tape[i] & payload_mask;
    const uint8_t type = uint8_t(tape[i] >> 56);
    cx_json_node &node = nodes[count];
    switch (type) {
      case '"': {
        const uint32_t size = string_size(strings + payload);
        const uint8_t *text = strings + payload + sizeof size;
        node = cx_json_node{cx_json_string, size, payload + sizeof size};
        if (top->expects_key) {
          uint64_t mark;
          std::memcpy(&mark, text, sizeof mark); // the buffer ends in slack
          if (size < sizeof mark) mark &= (uint64_t(1) << (size * 8)) - 1;
          mark = (mark + size) * 0x9E3779B97F4A7C15u;
          const uint64_t bit = uint64_t(1) << (mark >> 58);
          if ((top->seen & bit) != 0 && top->size < pairwise_members
              && repeats_key(*top, text, size, count)) {
            return cx_json_fault_duplicate_key;
          }
          top->seen |= bit;
          top->expects_key = false;
          count++;
          continue;
        }
        break;
      }
      case 'l': {
        const int64_t value = int64_t(tape[++i]);
        if (value > integer_limit || value < -integer_limit) return cx_json_fault_integer_range;
        node = cx_json_node{cx_json_integer, 0, uint64_t(value)};
        break;
      }
      case 'u': return cx_json_fault_integer_range; // only above 2^63
      case 'd': node = cx_json_node{cx_json_double, 0, tape[++i]}; break;
      case 't': node = cx_json_node{cx_json_bool, 0, 1}; break;
      case 'f': node = cx_json_node{cx_json_bool, 0, 0}; break;
      case 'n': node = cx_json_node{cx_json_null, 0, 0}; break;
      case '{':
      case '[':
        if (size_t(top - frames) == max_depth) return cx_json_fault_too_deep;
        top->size++;
        top->expects_key = top->is_object;
        *++top = Frame{count, 0, 0, type == '{', type == '{'};
        node = cx_json_node{uint8_t(type == '{' ? cx_json_object : cx_json_array), 0, 0};
        count++;
        continue;
      case '}':
      case ']':
        if (top->is_object && top->size > pairwise_members) {
          const int32_t fault = has_repeated_key(*top, count);
          if (fault != cx_json_ok) return fault;
        }
        nodes[top->node].size = top->size;
        nodes[top->node].bits = count;
        top--;
        continue;
      default: return cx_json_fault_syntax; // a tape this code does not know
    }
    count++;
    top->size++;
    top->expects_key = top->is_object;
  }
  *view = cx_json_view{nodes, count, strings};
  return cx_json_ok;
}

error_code cx_json_parser::parse_text(size_t length) noexcept {
  return parser.parse(text, length, false).error();
}

// simdjson reports an integer of 20 digits and a malformed number alike. Put a zero in place of
// each long integer and ask again: what then parses was refused for its range only.
int32_t cx_json_parser::number_fault(size_t length) noexcept {
  auto is_digit = [](uint8_t byte) { return byte >= '0' && byte <= '9'; };
  bool in_string = false;
  bool found = false;
  for (size_t i = 0; i < length; i++) {
    const uint8_t byte = text[i];
    if (in_string) {
      if (byte == '\\') i++;
      else if (byte == '"') in_string = false;
      continue;
    }
    if (byte == '"') in_string = true;
    if (!is_digit(byte)) continue;
    size_t end = i;
    while (end < length && is_digit(text[end])) end++;
    const uint8_t before = i > 0 ? text[i - 1] : ',';
    const uint8_t after = end < length ? text[end] : ',';
    const bool fraction = before == '.' || before == '+' || before == 'e' || before == 'E';
    const bool integer = !fraction && after != '.' && after != 'e' && after != 'E';
    if (integer && byte != '0' && end - i > 16) {
      text[i] = '0';
      std::memset(text + i + 1, ' ', end - i - 1);
      found = true;
    }
    i = end - 1;
  }
  if (!found) return cx_json_fault_syntax;
  const error_code again = parse_text(length);
  return again == SUCCESS ? cx_json_fault_integer_range : fault_of(again);
}

cx_json_parser *cx_json_new(uint32_t max_depth) {
  auto *made = new (std::nothrow) cx_json_parser;
  if (made == nullptr) return nullptr;
  made->max_depth = max_depth;
  // simdjson may count one level more; the walk below counts exactly.
  made->frames = static_cast<Frame *>(std::malloc((size_t(max_depth) + 2) * sizeof(Frame)));
  if (made->frames == nullptr || made->parser.allocate(4096, size_t(max_depth) + 1) != SUCCESS) {
    delete made;
    return nullptr;
  }
  return made;
}

void cx_json_free(cx_json_parser *json) { delete json; }

int32_t cx_json_parse(
  cx_json_parser *json, const uint8_t *text, size_t length, cx_json_view *view) {
  *view = cx_json_view{nullptr, 0, nullptr};
  if (length > text_limit) return cx_json_fault_too_large;
  if (!reserve(json->text, json->text_capacity, length + SIMDJSON_PADDING)) {
    return cx_json_fault_too_large;
  }
  // Grown in powers of two, so that ever longer lines do not allocate each time.
  size_t capacity = std::max(json->parser.capacity(), size_t(4096));
  while (capacity < length) capacity *= 2;
  if (capacity > json->parser.capacity()) {
    if (json->parser.allocate(capacity, size_t(json->max_depth) + 1) != SUCCESS) {
      return cx_json_fault_too_large;
    }
  }
  if (length > 0) std::memcpy(json->text, text, length);
  std::memset(json->text + length, ' ', SIMDJSON_PADDING);
  const error_code error = json->parse_text(length);
  if (error == NUMBER_ERROR) return json->number_fault(length);
  if (error != SUCCESS) return fault_of(error);
  return json->flatten(view);
}
