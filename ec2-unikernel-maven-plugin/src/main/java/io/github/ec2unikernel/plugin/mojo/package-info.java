/** The goals: each translates its parameters, calls one engine, and reports. */
package io.github.ec2unikernel.plugin.mojo;
