/* A multiboot 2 kernel's header and entry: a stack, then C with the address of the boot information. */

#define MAGIC 0xe85250d6

    .text
    .balign 8
header:
    .long MAGIC, 0, header_end - header, -(MAGIC + header_end - header)
    .short 0, 0                         /* no more wishes */
    .long 8
header_end:

    .globl _start
_start:
    cld
    mov $stack_end, %esp
    push %ebx
    call run_by_multiboot2
#include "serial-end.inc"
