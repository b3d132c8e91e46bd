/** What the account has of published artifacts in all regions, and what of it can go. */
package io.github.ec2unikernel.plugin.inventory;
