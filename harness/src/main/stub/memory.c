/* The memory that there is, and who has which of it until the kernel runs. */
#include "stub.h"

enum { LOWEST = 0x100000, MOST_TAKEN = 512 };

struct region regions[MOST_REGIONS];
u32 region_count;
static struct range taken[MOST_TAKEN];
static u32 taken_count;

void add_region(u64 start, u64 size, u32 type)
{
    if (region_count == MOST_REGIONS)
        refuse("the firmware's memory map has more than 128 entries");
    regions[region_count++] = (struct region){ start, size, type, 0 };
}

static const struct region *ram_at(u64 address)
{
    for (const struct region *r = regions; r < regions + region_count; r++)
        if (r->type == RAM && address >= r->start && address - r->start < r->size)
            return r;
    return 0;
}

/* It may reach over several regions that lie side by side. */
int is_ram(struct range wanted)
{
    while (wanted.start < wanted.end) {
        const struct region *r = ram_at(wanted.start);
        if (!r)
            return 0;
        wanted.start = r->start + r->size;
    }
    return 1;
}

void take(u64 start, u64 size)
{
    if (taken_count == MOST_TAKEN)
        refuse("there are too many modules");
    taken[taken_count++] = (struct range){ start, start + size };
}

int overlaps(struct range a, struct range b)
{
    return a.start < b.end && b.start < a.end;
}

static u64 next_page(u64 address)
{
    return (address + PAGE - 1) & ~(u64)(PAGE - 1);
}

/* Returns the first page of the next RAM above an address that is none, or 0. */
static u64 next_ram(u64 address)
{
    u64 found = 0;
    for (const struct region *r = regions; r < regions + region_count; r++)
        if (r->type == RAM && r->start > address && (!found || r->start < found))
            found = r->start;
    return next_page(found);
}

static u64 find_free(u64 least, u32 size)
{
    struct range wanted = { next_page(least), 0 };

    for (;;) {
        wanted.end = wanted.start + size;
        if (wanted.end > 1ull << 32)
            return 0;
        u64 after = 0;
        for (u32 i = 0; i < taken_count; i++)
            if (overlaps(wanted, taken[i]) && taken[i].end > after)
                after = next_page(taken[i].end);
        if (!after) {
            if (is_ram(wanted))
                return wanted.start;
            after = next_ram(wanted.start);
            if (!after)
                return 0;
        }
        wanted.start = after;
    }
}

u32 take_free(u64 least, u32 size)
{
    u64 found = find_free(least, size);
    if (!found)
        found = find_free(LOWEST, size);
    if (!found)
        refuse("there is not enough free memory below 4 GiB beside the kernel for its modules and its start information");
    take(found, size);
    return found;
}

void copy(void *to, const void *from, u32 size)
{
    u32 words = size >> 2, rest = size & 3;
    asm volatile("rep movsl; mov %3, %%ecx; rep movsb" : "+D"(to), "+S"(from), "+c"(words) : "r"(rest) : "memory");
}
