package dev.twinstack.emulator.bandwidth;

import dev.twinstack.emulator.bandwidth.Bandwidth.Member;
import dev.twinstack.emulator.bandwidth.Bandwidth.ShareType;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Event;
import java.time.Instant;

public sealed interface BandwidthEvent extends Event {
    @Event.Name("bandwidth.opened")
    record Opened(
            String id,
            String name,
            int size,
            ShareType shareType,
            String bandwidthType,
            String chargeMode,
            String enterpriseProjectId,
            Instant at)
            implements BandwidthEvent {}

    @Event.Name("bandwidth.updated")
    record Updated(String name, int size, Instant at) implements BandwidthEvent {}

    @Event.Name("bandwidth.member.joined")
    record MemberJoined(EntityRef member, Member what) implements BandwidthEvent {}

    @Event.Name("bandwidth.member.left")
    record MemberLeft(EntityRef member) implements BandwidthEvent {}

    @Event.Name("bandwidth.closed")
    record Closed() implements BandwidthEvent, Event.Final {}
}
