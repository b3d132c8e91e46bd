/* Prints on COM1 what a boot loader handed over and which devices there are; obeys words of its command line. */

#include "ports.h"
#include "serial-given.h"
#include "sha256.h"

enum { COM1 = 0x3f8, LINE_STATUS = COM1 + 5, DATA_READY = 1, MAY_SEND = 0x20 };
enum { PCI_ADDRESS = 0xcf8, PCI_DATA = 0xcfc };

/* where QEMU's firmware puts the ACPI control register; sleep type 0 is S5 there */
enum { ACPI_CONTROL = 0x604, POWER_OFF = 0x2000 };
enum { RESET_CONTROL = 0xcf9, RESET = 6 };
enum { PVPANIC = 0x505, PANICKED = 1 };
enum { DEBUG_EXIT = 0x501 };

enum { MOST_SHOWN = 4096 };

static void put(char c) {
    while (!(in8(LINE_STATUS) & MAY_SEND)) {
    }
    out8(COM1, (u8)c);
}

static void print(const char *text) {
    while (*text) {
        put(*text++);
    }
}

static void print_number(u32 number) {
    if (number >= 10) {
        print_number(number / 10);
    }
    put((char)('0' + number % 10));
}

static void print_hex(u32 number, int digits) {
    while (digits--) {
        put("0123456789abcdef"[number >> digits * 4 & 15]);
    }
}

/* Returns what follows the beginning of a word, or 0 if the command line does not have it. */
static const char *find(const char *line, const char *word) {
    for (const char *start = line; *start; start++) {
        const char *a = start, *b = word;
        while (*b && *a == *b) {
            a++, b++;
        }
        if (!*b && (start == line || start[-1] == ' ')) {
            return a;
        }
    }
    return 0;
}

static u32 number(const char *digits) {
    u32 value = 0;
    while (*digits >= '0' && *digits <= '9') {
        value = value * 10 + (u32)(*digits++ - '0');
    }
    return value;
}

/* A content that may be read is shown, any is told by its digest. */
static void print_module(u32 index, const u8 *start, const u8 *end, const char *arguments) {
    u8 digest[32];
    u32 size = end - start;

    print("module ");
    print_number(index);
    print(" (");
    print(arguments);
    print("): ");
    for (u32 i = 0; size <= MOST_SHOWN && i < size; i++) {
        put((char)start[i]);
    }
    print("\nmodule ");
    print_number(index);
    print(": ");
    print_number(size);
    print(" bytes sha256=");
    sha256(start, size, digest);
    for (int i = 0; i < 32; i++) {
        print_hex(digest[i], 2);
    }
    print(*arguments ? " " : "");
    print(arguments);
    put('\n');
}

static void print_devices(void) {
    for (u32 slot = 0; slot < 32; slot++) {
        out32(PCI_ADDRESS, 0x80000000u | slot << 11);
        u32 id = in32(PCI_DATA);
        if (id != 0xffffffffu) {
            print("pci: ");
            print_hex(id & 0xffff, 4);
            put(':');
            print_hex(id >> 16, 4);
            put('\n');
        }
    }
}

static void echo(void) {
    char line[80];
    u32 length = 0;
    while (length < 4 || find(line, "quit") != line + 4) {
        length = 0;
        for (char c = 0; c != '\n' && length < sizeof line - 1; length++) {
            while (!(in8(LINE_STATUS) & DATA_READY)) {
            }
            c = (char)in8(COM1);
            line[length] = c;
        }
        line[length] = 0;
        print("typed: ");
        print(line);
    }
}

void run(const struct given *given) {
    const char *line = given->command_line;
    print("given by: ");
    print(given->by);
    print("\ncmdline: ");
    print(line);
    put('\n');
    if (given->upper) {
        print("memory: ");
        print_number(given->upper / 1024 + 1);
        print(" MiB\n");
    }
    print("memory above 4 GiB: ");
    print_number((u32)(given->above >> 20));
    print(" MiB\nrsdp: ");
    print(given->has_rsdp ? "there\n" : "not told\n");
    if (given->odd) {
        print("processor: ");
        print(given->odd);
        put('\n');
    }
    for (u32 i = 0; i < given->modules; i++) {
        print_module(i, given->module[i].start, given->module[i].end, given->module[i].arguments);
    }
    print_devices();
    if (find(line, "echo")) {
        print("READY to echo\n");
        echo();
    }
    const char *lines = find(line, "flood=");
    for (u32 i = lines ? number(lines) : 0; i > 0; i--) {
        print("flood ");
        print_number(i);
        put('\n');
    }
    print("READY\n");
    if (find(line, "reset")) {
        out8(RESET_CONTROL, RESET);
    } else if (find(line, "fault")) {
        triple_fault();
    } else if (find(line, "panic")) {
        out8(PVPANIC, PANICKED);
    } else if (find(line, "exit=")) {
        out16(DEBUG_EXIT, (u16)number(find(line, "exit=")));
    } else if (find(line, "spin")) {
        for (;;) {
        }
    } else if (!find(line, "stay")) {
        out16(ACPI_CONTROL, POWER_OFF);
    }
}
