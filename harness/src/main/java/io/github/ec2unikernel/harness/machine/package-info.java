/** What boots, what it tells, and what it runs on, whoever runs it. */
package io.github.ec2unikernel.harness.machine;
