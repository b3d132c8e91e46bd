/* The first network interface: it answers ARP and pings and sends every UDP datagram back. */
#include "console.h"
#include "devices.h"

enum { ENTRIES = 256, BUFFERS = 32 };
enum { ARP = 0x0608, IP = 0x0008, ICMP = 1, UDP = 17, ETHERNET = 14, LEAST_IP = ETHERNET + 20 + 8 };

typedef unsigned short u16;

struct ring_head {
    u32 request_put, request_event, response_put, response_event;
    u8 pad[48];
};

static volatile union {
    struct {
        struct ring_head head;
        union {
            struct {
                u32 reference;
                u16 offset, flags, id, size;
            } request;
            struct {
                u16 id;
                short status;
            } response;
        } entry[ENTRIES];
    };
    char page[PAGE_SIZE];
} out PAGE_OF_ITS_OWN;

static volatile union {
    struct {
        struct ring_head head;
        union {
            struct {
                u16 id, pad;
                u32 reference;
            } request;
            struct {
                u16 id, offset, flags;
                short status;
            } response;
        } entry[ENTRIES];
    };
    char page[PAGE_SIZE];
} in PAGE_OF_ITS_OWN;

static u8 buffers[BUFFERS][PAGE_SIZE] PAGE_OF_ITS_OWN;
static u32 references[BUFFERS];
static u8 sent[PAGE_SIZE] PAGE_OF_ITS_OWN;
static u32 sent_reference, port;
static u8 hardware[6], address[4];

static void offer(u32 index, u32 buffer)
{
    in.entry[index % ENTRIES].request.id = buffer;
    in.entry[index % ENTRIES].request.reference = references[buffer];
    asm volatile("" : : : "memory");
    in.head.request_put = index + 1;
}

static int same(const u8 *a, const u8 *b, u32 size)
{
    while (size && *a++ == *b++)
        size--;
    return !size;
}

static void copy(u8 *to, const u8 *from, u32 size)
{
    while (size--)
        *to++ = *from++;
}

static void swap(u8 *a, u8 *b, u32 size)
{
    for (; size--; a++, b++) {
        u8 byte = *a;
        *a = *b;
        *b = byte;
    }
}

static u32 hex_digit(char c)
{
    return c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
}

static void read_addresses(const char *device, const char *ip)
{
    const char *mac = store_read(device, "mac");
    insist_that(mac != 0, "the interface has no address");
    for (u32 i = 0; i < sizeof hardware; i++, mac += 3)
        hardware[i] = hex_digit(mac[0]) << 4 | hex_digit(mac[1]);
    for (u32 i = 0; i < sizeof address; i++, ip++)
        for (address[i] = 0; *ip >= '0' && *ip <= '9'; ip++)
            address[i] = address[i] * 10 + *ip - '0';
}

int start_network(const char *ip)
{
    char device[64];

    if (!find_device("vif", device)) {
        put("network: none\n");
        return 0;
    }
    read_addresses(device, ip);
    u32 backend = store_number(device, "backend-id");
    port = event_from(backend);
    sent_reference = grant(backend, sent, 1);
    out.head.request_event = out.head.response_event = in.head.request_event = in.head.response_event = 1;
    for (u32 i = 0; i < BUFFERS; i++) {
        references[i] = grant(backend, buffers[i], 0);
        offer(i, i);
    }
    store_write_number(device, "tx-ring-ref", grant(backend, &out, 0));
    store_write_number(device, "rx-ring-ref", grant(backend, &in, 0));
    store_write_number(device, "event-channel", port);
    store_write_number(device, "request-rx-copy", 1);
    store_write_number(device, "feature-rx-notify", 1);
    store_write_number(device, "feature-no-csum-offload", 1); /* what is sent back has to be whole */
    store_write_number(device, "state", XENBUS_CONNECTED);
    wait_for_backend(device, XENBUS_CONNECTED);
    put("network: connected\n");
    return 1;
}

/* One frame is under way at most, as one page is all there is for them. */
static void send(const u8 *frame, u32 size)
{
    static u32 index;
    while (out.head.response_put != index) {
        forget_event(port);
        if (out.head.response_put != index)
            poll(&port, 1, 0);
    }
    copy(sent, frame, size);
    out.entry[index % ENTRIES].request.reference = sent_reference;
    out.entry[index % ENTRIES].request.offset = 0;
    out.entry[index % ENTRIES].request.flags = 0;
    out.entry[index % ENTRIES].request.id = 0;
    out.entry[index % ENTRIES].request.size = size;
    out.head.response_event = index + 1;
    asm volatile("" : : : "memory");
    out.head.request_put = ++index;
    send_event(port);
}

static void answer_arp(u8 *frame, u32 size)
{
    u8 *arp = frame + ETHERNET;
    if (size < ETHERNET + 28 || arp[7] != 1 || !same(arp + 24, address, 4))
        return;
    arp[7] = 2;
    copy(arp + 18, arp + 8, 10);
    copy(arp + 8, hardware, 6);
    copy(arp + 14, address, 4);
    copy(frame, frame + 6, 6);
    copy(frame + 6, hardware, 6);
    send(frame, size);
}

/* Sums over what is swapped stay as they are. */
static void answer_ip(u8 *frame, u32 size)
{
    u8 *ip = frame + ETHERNET, *body = ip + (ip[0] & 15) * 4;
    if (size < LEAST_IP || ip[0] != 0x45 || !same(ip + 16, address, 4))
        return;
    if (ip[9] == UDP) {
        swap(body, body + 2, 2);
        put("network: a datagram of ");
        put_decimal((body[4] << 8 | body[5]) - 8);
        put(" bytes\n");
    } else if (ip[9] == ICMP && body[0] == 8) {
        u32 sum = (body[2] << 8 | body[3]) + 0x0800;
        sum += sum >> 16;
        body[0] = 0;
        body[2] = sum >> 8;
        body[3] = sum;
    } else {
        return;
    }
    swap(ip + 12, ip + 16, 4);
    swap(frame, frame + 6, 6);
    send(frame, size);
}

void serve_network(void)
{
    for (u32 index = 0;; index++) {
        in.head.response_event = index + 1;
        while (in.head.response_put == index) {
            forget_event(port);
            if (in.head.response_put == index)
                poll(&port, 1, 0);
        }
        u32 buffer = in.entry[index % ENTRIES].response.id % BUFFERS;
        u8 *frame = buffers[buffer] + in.entry[index % ENTRIES].response.offset;
        int size = in.entry[index % ENTRIES].response.status;
        if (size >= ETHERNET && *(const u16 *)(frame + 12) == ARP)
            answer_arp(frame, size);
        else if (size >= ETHERNET && *(const u16 *)(frame + 12) == IP)
            answer_ip(frame, size);
        offer(index + BUFFERS, buffer);
        send_event(port);
    }
}
