/**
 * Firewalls, which v3 calls network ACLs: a group has a policy for each direction, a policy an ordered list of
 * rules. Source: API reference, "What Are the Relationships Among Firewall Groups, Policies, and Rules?" (ACL-21).
 */
@NullMarked
package dev.twinstack.emulator.firewall;

import org.jspecify.annotations.NullMarked;
