/* As MirageOS 3.9 and later build for Xen: a 64 bit ELF whose only Xen note is PHYS32_ENTRY. In a PVH guest it powers off. */

#include "note.inc"

    .section .note.Xen, "a", @note
    note 18, .quad _start

    .text
    .code32
    .globl _start
_start:
    mov $0x40000002, %eax               /* Xen's leaf: the register that takes the hypercall page's address */
    cpuid
    mov %ebx, %ecx
    mov $hypercall_page, %eax
    xor %edx, %edx
    wrmsr
    mov $stack_end, %esp
    mov $2, %ebx                        /* SCHEDOP_shutdown */
    mov $reason, %ecx
    call hypercall_page + 29 * 32       /* sched_op */
    ud2

    .balign 4
reason:
    .long 0                             /* power off */

    .bss
    .balign 4096
hypercall_page:
    .skip 4096
    .skip 64
stack_end:
