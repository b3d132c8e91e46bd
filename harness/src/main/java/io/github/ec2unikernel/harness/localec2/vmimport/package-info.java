/** What VM Import does with an object: its formats. Not API. */
package io.github.ec2unikernel.harness.localec2.vmimport;
