/* Xen's store, through the page that a guest shares with the store's daemon. One question at a time. */
#include "devices.h"

enum { DIRECTORY = 1, READ = 2, WRITE = 11, ERROR = 16 };
enum { RING = 1024, PATIENCE = 30 };

struct message {
    u32 type, request, transaction, length;
};

static volatile union {
    struct {
        char request[RING], reply[RING];
        u32 request_taken, request_put, reply_taken, reply_put;
    };
    char page[PAGE_SIZE];
} shared PAGE_OF_ITS_OWN;
static u32 port;
static char answer[RING];

void store_init(const struct start_info *info)
{
    port = info->store_evtchn;
    map_page(&shared, info->store_mfn * PAGE_SIZE | PTE_DATA);
}

static u32 length(const char *text)
{
    u32 result = 0;
    while (text[result])
        result++;
    return result;
}

static void write_bytes(const void *from, u32 size)
{
    for (const char *byte = from; size--; byte++) {
        while (shared.request_put - shared.request_taken == RING) {
            forget_event(port);
            if (shared.request_put - shared.request_taken == RING)
                poll(&port, 1, 0);
        }
        shared.request[shared.request_put % RING] = *byte;
        asm volatile("" : : : "memory");
        shared.request_put++;
    }
}

static void read_bytes(void *to, u32 size)
{
    for (char *byte = to; size--; byte++) {
        while (shared.reply_put == shared.reply_taken) {
            forget_event(port);
            if (shared.reply_put == shared.reply_taken)
                poll(&port, 1, 0);
        }
        *byte = shared.reply[shared.reply_taken % RING];
        asm volatile("" : : : "memory");
        shared.reply_taken++;
    }
    send_event(port);
}

/* Returns whether the daemon did it; what it says is in "answer". */
static int ask(u32 type, const char *folder, const char *key, const char *value, u32 value_size)
{
    struct message message = { type, 0, 0, 0 };
    u32 folder_length = length(folder), key_length = length(key);

    message.length = folder_length + (*key ? 1 : 0) + key_length + 1 + value_size;
    write_bytes(&message, sizeof message);
    write_bytes(folder, folder_length);
    if (*key)
        write_bytes("/", 1);
    write_bytes(key, key_length + 1);
    write_bytes(value, value_size);
    send_event(port);
    read_bytes(&message, sizeof message);
    insist_that(message.length < sizeof answer, "an answer of the store is too long");
    read_bytes(answer, message.length);
    answer[message.length] = 0;
    return message.type != ERROR;
}

const char *store_read(const char *folder, const char *key)
{
    return ask(READ, folder, key, 0, 0) ? answer : 0;
}

void store_write(const char *folder, const char *key, const char *value)
{
    insist_that(ask(WRITE, folder, key, value, length(value)), "the store refuses a key");
}

void store_write_number(const char *folder, const char *key, u64 number)
{
    char digits[21], *first = digits + sizeof digits - 1;
    *first = 0;
    do
        *--first = '0' + number % 10;
    while (number /= 10);
    store_write(folder, key, first);
}

u64 store_number(const char *folder, const char *key)
{
    const char *digit = store_read(folder, key);
    u64 number = 0;
    insist_that(digit && *digit, "the store lacks a number");
    for (; *digit >= '0' && *digit <= '9'; digit++)
        number = number * 10 + *digit - '0';
    return number;
}

int find_device(const char *kind, char path[64])
{
    char *end = path;
    for (const char *c = "device/"; *c;)
        *end++ = *c++;
    while (*kind)
        *end++ = *kind++;
    *end = 0;
    if (!ask(DIRECTORY, path, "", 0, 0) || !*answer)
        return 0;
    *end++ = '/';
    for (const char *c = answer; *c;) /* the first name of several */
        *end++ = *c++;
    *end = 0;
    return 1;
}

void wait_for_backend(const char *device, u32 state)
{
    char backend[128], *end = backend;
    const char *c = store_read(device, "backend");
    insist_that(c != 0, "a device has no backend");
    while (*c && end < backend + sizeof backend - 1)
        *end++ = *c++;
    *end = 0;
    for (u64 last = now() + PATIENCE * 1000000000UL; store_number(backend, "state") != state;) {
        insist_that(now() < last, "a backend does not connect");
        poll(0, 0, now() + 10000000);
    }
}
