package dev.twinstack.emulator.volume;

import dev.twinstack.emulator.kernel.DomainError;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.region.VolumeType;
import dev.twinstack.emulator.tag.TagLimits;
import dev.twinstack.emulator.tag.Tagging;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a volume may be made of. Source: EVS API reference, "Creating EVS Disks", and its error codes. */
record Making(Catalogue catalogue) {
    static final String PASSTHROUGH = "hw:passthrough";
    private static final String SYSTEM = "__system__";
    private static final String ENCRYPTED = "__system__encrypted";
    private static final String KEY = "__system__cmkid";
    private static final int KEY_LENGTH = 36;
    private static final Set<String> FLAGS = Set.of("true", "false");
    private static final Set<String> SWITCH = Set.of("0", "1");
    /** In GiB, of a volume with a system on it. */
    private static final int LARGEST_SYSTEM = 1024;
    /** In GiB, of an empty one. */
    private static final int LARGEST = 32768;

    /** {@return what is wrong with a volume that is made by itself} */
    Optional<DomainError> error(Spec spec) {
        return errorForServer(spec).or(() -> Making.markedImage(spec));
    }

    /** {@return what is wrong with a volume that a server makes} */
    Optional<DomainError> errorForServer(Spec spec) {
        return placeError(spec)
                .or(() -> spec.image().isEmpty() ? Optional.empty() : imageError(spec.image(), spec.size()))
                .or(() -> Making.sizeError(spec, "size", spec.size()))
                .or(() -> Making.sharedImage(spec))
                .or(() -> Making.marksError(spec.metadata()))
                .or(() -> Tagging.objection(spec.tags().all(), TagLimits.VOLUMES));
    }

    private Optional<DomainError> placeError(Spec spec) {
        String zone = spec.availabilityZone();
        if (!catalogue.hasZone(zone)) {
            return invalid("zone-unknown", "availability_zone", "The availability zone " + zone + " does not exist.");
        }
        Optional<VolumeType> type = catalogue.volumeType(spec.type());
        if (type.isEmpty()) {
            return invalid("volume-type-unknown", "volume_type", "The volume type " + spec.type() + " does not exist.");
        }
        return type.get().zones().contains(zone)
                ? Optional.empty()
                : invalid(
                        "volume-type-not-in-zone",
                        "volume_type",
                        "The availability zone " + zone + " has no volume type " + spec.type() + ".");
    }

    /**
     * {@return what is wrong with an image for a volume}
     *
     * @param size the volume's, in GiB
     */
    Optional<DomainError> imageError(String image, int size) {
        Optional<Image> known = catalogue.image(image);
        if (known.isEmpty()) {
            return invalid("image-unknown", "imageRef", "The image " + image + " does not exist.");
        }
        int least = known.get().minDisk();
        return size < least
                ? invalid(
                        "volume-smaller-than-image",
                        "size",
                        "A volume for the image " + image + " has at least " + least + " GiB.")
                : Optional.empty();
    }

    /** Empty volumes of 1 to 9 GiB, which the reference does not have, are what clients' tests make. */
    static Optional<DomainError> sizeError(Spec spec, String field, int size) {
        int most = spec.image().isEmpty() ? LARGEST : LARGEST_SYSTEM;
        return size < 1 || size > most
                ? invalid("volume-size-invalid", field, "The size " + size + " is not from 1 to " + most + " GiB.")
                : Optional.empty();
    }

    private static Optional<DomainError> sharedImage(Spec spec) {
        return spec.multiattach() && !spec.image().isEmpty()
                ? invalid("volume-shared-image", "multiattach", "A volume with an image on it cannot be shared.")
                : Optional.empty();
    }

    /** Keys are not looked for: there is no key management service here. */
    private static Optional<DomainError> marksError(Map<String, String> metadata) {
        if (!FLAGS.contains(metadata.getOrDefault(PASSTHROUGH, "false"))) {
            return invalid("volume-passthrough-invalid", "metadata", PASSTHROUGH + " must be true or false.");
        }
        String encrypted = metadata.getOrDefault(ENCRYPTED, "0");
        boolean keyed = metadata.getOrDefault(KEY, "").length() == KEY_LENGTH;
        return !SWITCH.contains(encrypted) || encrypted.equals("1") && !keyed
                ? invalid(
                        "volume-encryption-invalid",
                        "metadata",
                        ENCRYPTED + " must be 0, or 1 together with a " + KEY + " of " + KEY_LENGTH + " characters.")
                : Optional.empty();
    }

    private static Optional<DomainError> markedImage(Spec spec) {
        return !spec.image().isEmpty() && spec.metadata().keySet().stream().anyMatch(Making::isMark)
                ? invalid(
                        "volume-image-marked",
                        "metadata",
                        "A volume with an image on it is neither encrypted nor a SCSI disk.")
                : Optional.empty();
    }

    /** {@return whether an entry of the metadata says what the volume is, and so stays as it is} */
    static boolean isMark(String key) {
        return key.equals(PASSTHROUGH) || key.startsWith(SYSTEM);
    }

    private static Optional<DomainError> invalid(String reason, String field, String message) {
        return Optional.of(new Invalid(reason, field, message));
    }
}
