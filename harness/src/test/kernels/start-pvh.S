/*
 * Entry of a kernel for PVH guests: the note PHYS32_ENTRY, entered with 32 bits, without paging, the start info's
 * address in %ebx. Maps the first 4 GiB as they are, the first 2 MiB of them page by page, and goes on with 64 bits.
 */

#include "note.inc"

#define STACK_SIZE 16384

    .section .note.Xen, "a", @note
    note 6, .asciz "hello-pvh"                   /* GUEST_OS */
    note 5, .asciz "xen-3.0"                     /* XEN_VERSION */
    note 18, .quad _start                        /* PHYS32_ENTRY */

    .text
    .code32
    .globl _start
_start:
    cld
    mov $stack_end, %esp
    mov %ebx, %esi
    mov $0x40000002, %eax               /* Xen's leaf: the register that takes the hypercall page's address */
    cpuid
    mov %ebx, %ecx
    mov $hypercall_page, %eax
    xor %edx, %edx
    wrmsr

    movl $(first_directory + 3), top_table
    xor %ecx, %ecx
1:  mov %ecx, %eax                      /* four directories, one after the other, of 512 pages of 2 MiB */
    shl $21, %eax
    or $0x83, %eax
    mov %eax, directories(, %ecx, 8)
    inc %ecx
    cmp $2048, %ecx
    jne 1b
    movl $(directories + 0x0003), first_directory
    movl $(directories + 0x1003), first_directory + 8
    movl $(directories + 0x2003), first_directory + 16
    movl $(directories + 0x3003), first_directory + 24
    xor %ecx, %ecx
2:  mov %ecx, %eax
    shl $12, %eax
    or $3, %eax
    mov %eax, low_pages(, %ecx, 8)
    inc %ecx
    cmp $512, %ecx
    jne 2b
    movl $(low_pages + 3), directories

    mov $top_table, %eax
    mov %eax, %cr3
    mov %cr4, %eax
    or $0x20, %eax                      /* PAE */
    mov %eax, %cr4
    mov $0xc0000080, %ecx               /* EFER: long mode */
    rdmsr
    or $0x100, %eax
    wrmsr
    mov %cr0, %eax
    or $0x80000001, %eax
    mov %eax, %cr0
    lgdt descriptors_at
    ljmp $8, $3f

    .code64
3:  mov $16, %eax
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %ss
    mov $stack_end, %esp
    xor %ebp, %ebp
    mov %esi, %edi
    call pvh_main

    .data
    .balign 8
descriptors:
    .quad 0
    .quad 0x00209b0000000000            /* 64-bit code */
    .quad 0x00cf93000000ffff            /* data */
descriptors_at:
    .word . - descriptors - 1
    .long descriptors

    .section .bss.pages, "aw", @nobits
    .balign 4096
    .globl hypercall_page, low_pages
hypercall_page:
    .skip 4096
top_table:
    .skip 4096
first_directory:
    .skip 4096
directories:
    .skip 4 * 4096
low_pages:
    .skip 4096
    .skip STACK_SIZE
stack_end:
