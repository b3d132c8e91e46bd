/* A Linux program without a C library: sends every datagram on UDP port 7 back to where it came from. */

struct address {
    unsigned short family;
    unsigned short port; /* in network order, as is the next */
    unsigned int host;
    char rest[8];
};

enum { SENDTO = 44, RECVFROM = 45, SOCKET = 41, BIND = 49, EXIT = 60 };
enum { AF_INET = 2, SOCK_DGRAM = 2 };

static long call(long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

static char datagram[2048];

void _start(void)
{
    struct address own = {AF_INET, 0x0700, 0, {0}};
    long socket = call(SOCKET, AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
    long failed = call(BIND, socket, (long)&own, sizeof own, 0, 0, 0);
    while (!failed) {
        struct address peer;
        unsigned int length = sizeof peer;
        long size = call(RECVFROM, socket, (long)datagram, sizeof datagram, 0, (long)&peer, (long)&length);
        if (size >= 0)
            call(SENDTO, socket, (long)datagram, size, 0, (long)&peer, length);
    }
    call(EXIT, 1, 0, 0, 0, 0, 0);
}
