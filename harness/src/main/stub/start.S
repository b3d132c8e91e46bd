/* The multiboot 1 header and entry, and the last instructions before the kernel's first. */

#define MAGIC 0x1badb002
#define FLAGS 0x00000003                /* modules on pages of their own, memory information */

    .text
    .balign 4
    .long MAGIC, FLAGS, -(MAGIC + FLAGS)

    .globl _start
_start:
    cli
    cld
    mov $stack_end, %esp
    push %ebx
    push %eax
    call run

    .globl triple_fault
triple_fault:
    lidt no_table
    int3

/* enter(steps, information, entry, descriptors, leap): what lies in the stub may be overwritten from the leap on. */
    .globl enter
enter:
    mov 4(%esp), %ebp
    mov 8(%esp), %ebx
    mov 12(%esp), %edx
    mov 16(%esp), %eax
    mov 20(%esp), %esi
    lgdt (%eax)
    ljmp $8, $1f
1:  mov $16, %eax
    mov %eax, %ds
    mov %eax, %es
    mov %eax, %fs
    mov %eax, %gs
    mov %eax, %ss
    mov $24, %eax
    ltr %ax
    mov $0xff, %al                      /* both interrupt controllers: the timer's vector would be that of a double fault */
    out %al, $0x21
    out %al, $0xa1
    mov $0x11, %eax                     /* protected mode without paging */
    mov %eax, %cr0
    xor %eax, %eax
    mov %eax, %cr4
    jmp *%esi

    .globl leap_start, leap_end
leap_start:
    mov (%ebp), %edi
    mov 4(%ebp), %esi
    mov 8(%ebp), %ecx
    mov 12(%ebp), %esp                  /* there is no stack here */
    mov %ecx, %eax
    or %esp, %eax
    jz 3f
    mov %ecx, %eax
    shr $2, %ecx
    rep movsl
    mov %eax, %ecx
    and $3, %ecx
    rep movsb
    xor %eax, %eax
    mov %esp, %ecx
    shr $2, %ecx
    rep stosl
    mov %esp, %ecx
    and $3, %ecx
    rep stosb
    add $16, %ebp
    jmp leap_start
3:  jmp *%edx
leap_end:

    .balign 8
no_table:
    .word 0
    .long 0

    .bss
    .balign 16
    .skip 8192
stack_end:
