/**
 * An EC2 on loopback that speaks AWS's wire protocols and keeps its state in a directory.
 *
 * <p>What differs from AWS:
 *
 * <ul>
 *   <li>There is no KMS: every well-formed key is taken for one that exists, and no permission of
 *       {@code kms:*} is asked for, neither of the caller nor of the role of an import, where AWS
 *       wants those of a customer managed key for StartSnapshot, CopyImage, CopySnapshot,
 *       ImportSnapshot and S3's {@code aws:kms}.
 *   <li>A task that imports a snapshot moves on only when it is described; nothing runs between the
 *       calls.
 *   <li>{@code Date} in the answers is the machine's time, also where a fault skews the clock.
 *   <li>Instances are records until something boots them.
 * </ul>
 */
package io.github.ec2unikernel.harness.localec2;
