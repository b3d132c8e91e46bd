/* Reads the first blocks of the first disk, and tells their digest. */
#include "console.h"
#include "devices.h"
#include "sha256.h"

enum { ENTRIES = 32, SECTORS = 8 };

struct request {
    u8 operation, segments;
    unsigned short handle;
    u64 id, sector;
    struct {
        u32 reference;
        u8 first, last;
    } segment[11];
};

struct response {
    u64 id;
    u8 operation;
    short status;
};

static volatile union {
    struct {
        u32 request_put, request_event, response_put, response_event;
        u8 pad[48];
        union {
            struct request request;
            struct response response;
        } entry[ENTRIES];
    };
    char page[PAGE_SIZE];
} ring PAGE_OF_ITS_OWN;
static u8 data[PAGE_SIZE] PAGE_OF_ITS_OWN;

_Static_assert(sizeof(struct request) == 112 && sizeof(struct response) == 16, "disk ring");

static void request(u32 index, u64 sector, u32 reference)
{
    volatile struct request *next = &ring.entry[index % ENTRIES].request;
    next->operation = 0; /* read */
    next->segments = 1;
    next->handle = 0;
    next->id = index;
    next->sector = sector;
    next->segment[0].reference = reference;
    next->segment[0].first = 0;
    next->segment[0].last = SECTORS - 1;
    ring.response_event = index + 1;
    asm volatile("" : : : "memory");
    ring.request_put = index + 1;
}

void read_disk(void)
{
    char device[64];
    u8 digest[32];

    if (!find_device("vbd", device)) {
        put("disk: none\n");
        return;
    }
    u32 backend = store_number(device, "backend-id"), port = event_from(backend);
    ring.request_event = ring.response_event = 1;
    store_write_number(device, "ring-ref", grant(backend, &ring, 0));
    store_write_number(device, "event-channel", port);
    store_write(device, "protocol", "x86_64-abi");
    store_write_number(device, "state", XENBUS_INITIALISED);
    wait_for_backend(device, XENBUS_CONNECTED);
    store_write_number(device, "state", XENBUS_CONNECTED);

    u32 reference = grant(backend, data, 0);
    for (u32 index = 0; index < 2 * ENTRIES; index++) { /* twice around the ring */
        request(index, index % 2 * SECTORS, reference);
        send_event(port);
        while (ring.response_put != index + 1) {
            forget_event(port);
            if (ring.response_put != index + 1)
                poll(&port, 1, 0);
        }
        insist_that(!ring.entry[index % ENTRIES].response.status, "the disk can't be read");
        if (index < 2) {
            put("disk: bytes from ");
            put_decimal(index * PAGE_SIZE);
            put(" sha256=");
            sha256(data, PAGE_SIZE, digest);
            for (u32 i = 0; i < sizeof digest; i++)
                put_hex_byte(digest[i]);
            put("\n");
        }
    }
    put("disk: 64 requests\n");
}
