package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.kernel.ResourceType;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.timing.Moment;
import dev.twinstack.emulator.timing.Phase;
import java.time.Instant;
import java.util.Map;
import org.pcollections.PSortedMap;

/**
 * A disk of its own, and the owner of who has it. Nothing is stored on it.
 *
 * @param attachments by the id of the server
 */
public record Volume(
        String id, Spec spec, PSortedMap<String, Attachment> attachments, Instant createdAt, Instant updatedAt) {
    public static final ResourceType<Volume> TYPE = new ResourceType<>("volume", Volume.class);
    /** How many servers may share a volume. Source: EVS user guide, "Managing Shared EVS Disks". */
    public static final int MOST_SERVERS = 16;

    /**
     * @param size in GiB
     * @param type the name of a {@link dev.twinstack.emulator.region.VolumeType}
     * @param image the id of the {@link dev.twinstack.emulator.region.Image} on it; blank for an empty one
     * @param multiattach whether several servers may have it at a time
     * @param metadata what users write, and the marks of an encrypted or SCSI disk
     * @param user the id of who made it
     * @param enterpriseProject {@code 0} for the default one (EPS-01)
     */
    public record Spec(
            String name,
            String description,
            int size,
            String type,
            String availabilityZone,
            String image,
            boolean multiattach,
            Map<String, String> metadata,
            Tags tags,
            String user,
            String enterpriseProject) {
        public Spec {
            metadata = Map.copyOf(metadata);
        }

        Spec with(String otherName, String otherDescription, Map<String, String> others) {
            return new Spec(
                    otherName,
                    otherDescription,
                    size,
                    type,
                    availabilityZone,
                    image,
                    multiattach,
                    others,
                    tags,
                    user,
                    enterpriseProject);
        }

        Spec with(int otherSize, String otherImage, Tags others) {
            return new Spec(
                    name,
                    description,
                    otherSize,
                    type,
                    availabilityZone,
                    otherImage,
                    multiattach,
                    metadata,
                    others,
                    user,
                    enterpriseProject);
        }
    }

    /**
     * @param device where the server has it, such as {@code /dev/vdb}
     * @param goes whether the volume is deleted when the server lets go of it
     */
    public record Attachment(String server, String device, boolean goes, Instant at) {
        Attachment goes(boolean otherwise) {
            return new Attachment(server, device, otherwise, at);
        }
    }

    public String name() {
        return spec.name();
    }

    public Tags tags() {
        return spec.tags();
    }

    /** {@return whether a server can start from it: whether there is a system on it} */
    public boolean isBootable() {
        return !spec.image().isEmpty();
    }

    public boolean isInUse() {
        return !attachments.isEmpty();
    }

    public boolean isCreating(Moment moment) {
        return moment.isIn(Phase.VOLUME_CREATING, id, createdAt);
    }

    private boolean isAttaching(Moment moment) {
        return attachments.values().stream()
                .anyMatch(attachment -> moment.isIn(Phase.VOLUME_ATTACHING, id, attachment.at()));
    }

    /** {@return its status as the cloud words it} Source: EVS API reference, "EVS Disk Status". */
    public String status(Moment moment) {
        if (isCreating(moment)) {
            return isBootable() ? "downloading" : "creating";
        }
        return isAttaching(moment) ? "attaching" : isInUse() ? "in-use" : "available";
    }

    Volume with(Spec other, Instant at) {
        return new Volume(id, other, attachments, createdAt, at);
    }

    Volume with(PSortedMap<String, Attachment> others, Instant at) {
        return new Volume(id, spec, others, createdAt, at);
    }
}
