/* Reads the kernel's ELF file, of 32 or 64 bit, and believes nothing in it. */
#include "stub.h"

enum { PT_LOAD = 1, PT_NOTE = 4, SHT_NOTE = 7, PHYS32_ENTRY = 18, X86 = 3, X86_64 = 62 };
enum { MOST_HEADERS = 1024 };

/* Fields of both classes' headers, as offsets: the wide ones have 4 or 8 bytes. */
struct layout {
    u8 wide;
    u8 header, phoff, shoff, phentsize, phnum, shentsize, shnum;
    u8 phdr, p_offset, p_paddr, p_filesz, p_memsz;
    u8 shdr, sh_offset, sh_size;
};

static const struct layout layouts[] = {
    { 4, 52, 28, 32, 42, 44, 46, 48, 32, 4, 12, 16, 20, 40, 16, 20 },
    { 8, 64, 32, 40, 54, 56, 58, 60, 56, 8, 24, 32, 40, 64, 24, 32 },
};

static const u8 *file;
static u32 file_size;
static const struct layout *layout;

static u32 half(u64 at)
{
    return *(const u16 *)(file + at);
}

static u32 word(u64 at)
{
    return *(const u32 *)(file + at);
}

static u64 wide(u64 at)
{
    return layout->wide == 4 ? word(at) : *(const u64 *)(file + at);
}

static int is_inside(u64 offset, u64 size)
{
    return offset <= file_size && size <= file_size - offset;
}

static void insist(int holds)
{
    if (!holds)
        refuse("the kernel's file is damaged or cut off");
}

/* Looks through one table of notes for the entry; returns whether it is there. */
static int find_entry(u64 offset, u64 size, struct kernel *kernel)
{
    insist(is_inside(offset, size));
    u64 end = offset + size;
    while (end - offset >= 12) {
        u32 name_size = word(offset), value_size = word(offset + 4), type = word(offset + 8);
        u64 name = offset + 12;
        u64 value = name + (((u64)name_size + 3) & ~3ull);
        u64 next = value + (((u64)value_size + 3) & ~3ull);
        insist(value + value_size <= end);
        if (name_size == 4 && word(name) == 0x006e6558 && type == PHYS32_ENTRY) { /* "Xen" */
            insist(value_size == 4 || value_size == 8);
            if (value_size == 8 && word(value + 4))
                refuse("the kernel's PHYS32_ENTRY lies above 4 GiB");
            kernel->entry = word(value);
            return 1;
        }
        if (next > end)
            break;
        offset = next;
    }
    return 0;
}

static void add_segment(u64 at, struct kernel *kernel)
{
    u64 offset = wide(at + layout->p_offset), address = wide(at + layout->p_paddr);
    u64 copied = wide(at + layout->p_filesz), size = wide(at + layout->p_memsz);

    if (!size)
        return;
    insist(copied <= size && is_inside(offset, copied));
    if (kernel->count == MOST_SEGMENTS)
        refuse("the kernel has more than 32 segments");
    if (size > 0xffffffffu || address > 0xffffffffu || address + size > 1ull << 32)
        refuse("a segment of the kernel lies above 4 GiB");
    kernel->steps[kernel->count++] = (struct step){ address, offset, copied, size - copied };
}

static void read_headers(void)
{
    insist(file_size >= 20);
    if (file[0] == 0x1f && file[1] == 0x8b)
        refuse("the kernel is compressed, which GRUB undoes if it has its module gzio");
    if (word(0) != 0x464c457f)
        refuse("the first module is no ELF file");
    u32 machine = half(18);
    if ((file[4] != 1 && file[4] != 2) || file[5] != 1 || (machine != X86 && machine != X86_64))
        refuse("the kernel is not for x86");
    layout = &layouts[file[4] - 1];
    insist(file_size >= layout->header);
}

/* Returns a table's start; its end lies in the file. */
static u64 table(u32 start_at, u32 size_at, u32 count_at, u32 least)
{
    u64 start = wide(start_at);
    u32 size = half(size_at), count = half(count_at);
    insist(!count || (size >= least && count <= MOST_HEADERS && is_inside(start, (u64)size * count)));
    return start;
}

/* A program that strips or moves the section headers may leave nonsense there, so they count only for want of a note. */
static int find_entry_by_sections(struct kernel *kernel)
{
    u64 at = table(layout->shoff, layout->shentsize, layout->shnum, layout->shdr);
    for (u32 i = half(layout->shnum); i; i--, at += half(layout->shentsize))
        if (word(at + 4) == SHT_NOTE &&
            find_entry(wide(at + layout->sh_offset), wide(at + layout->sh_size), kernel))
            return 1;
    return 0;
}

void read_kernel(const u8 *start, u32 size, struct kernel *kernel)
{
    int found = 0;

    file = start;
    file_size = size;
    read_headers();
    u64 at = table(layout->phoff, layout->phentsize, layout->phnum, layout->phdr);
    for (u32 i = half(layout->phnum); i; i--, at += half(layout->phentsize)) {
        u32 type = word(at);
        if (type == PT_LOAD)
            add_segment(at, kernel);
        else if (type == PT_NOTE && !found)
            found = find_entry(wide(at + layout->p_offset), wide(at + layout->p_filesz), kernel);
    }
    if (!found && !find_entry_by_sections(kernel))
        refuse("the kernel has no PVH entry: no note PHYS32_ENTRY (18) of Xen");
    if (!kernel->count)
        refuse("the kernel has nothing to load");
}
