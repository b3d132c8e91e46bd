/* A PVH kernel's note and entry without anything of Xen: a stack, then C with the address of the start info. */

#include "note.inc"

    .section .note.Xen, "a", @note
    note 18, .long _start                /* PHYS32_ENTRY */

    .text
    .globl _start
_start:
    cld
    mov $stack_end, %esp
    push %ebx
    call run_by_pvh
#include "serial-end.inc"
