package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.server.Server.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The disks of a Nova body, {@code block_device_mapping_v2}. Source: ECS API reference, native "Creating an ECS". */
final class DisksNova {
    private static final String MAPPING = "block_device_mapping_v2";
    private static final Text SOURCE = Text.oneOf("image", "blank", "volume", "snapshot");
    private static final int DEFAULT_DISK = 40;
    private static final String DEFAULT_TYPE = "SSD";
    private static final int LARGEST_DISK = 32768;
    private static final int BOOTS = 0;

    private DisksNova() {}

    /** {@return whether a disk is to be one that is there already} */
    static boolean reusesDisks(Body server) {
        return server.objects(MAPPING).stream()
                .map(disk -> disk.text("source_type", SOURCE))
                .anyMatch(source -> source.equals("volume") || source.equals("snapshot"));
    }

    /** {@return the image of the disk to boot from} */
    static Optional<String> image(Body server) {
        return server.objects(MAPPING).stream()
                .filter(DisksNova::ofImage)
                .map(disk -> disk.text("uuid", Text.ID))
                .findFirst();
    }

    private static boolean ofImage(Body disk) {
        return disk.text("source_type", SOURCE).equals("image");
    }

    /** {@return the disks, the system disk first} Their ids are filled in when it is known how many servers there are. */
    static List<Volume> of(Body server) {
        boolean imaged = server.maybeText("imageRef", Text.upTo(255))
                .filter(image -> !image.isEmpty())
                .isPresent();
        List<Volume> system = new ArrayList<>();
        List<Volume> data = new ArrayList<>();
        for (Body disk : server.objects(MAPPING)) {
            boolean boots = bootIndex(disk) == BOOTS || ofImage(disk) && !imaged;
            (boots ? system : data).add(volume(disk));
        }
        if (system.size() > 1) {
            throw Rejected.field(server.path(MAPPING), "only one disk can be booted from");
        }
        if (system.isEmpty()) {
            system.add(new Volume("", DEFAULT_TYPE, DEFAULT_DISK));
        }
        system.addAll(data);
        return system;
    }

    private static int bootIndex(Body disk) {
        return Loose.integer(disk, "boot_index", -1, Integer.MAX_VALUE, -1);
    }

    /** The size may be left out only where an image goes to the disk the flavor brings. */
    private static Volume volume(Body disk) {
        boolean local = disk.text("destination_type", Text.oneOf("", "local", "volume"), "")
                .equals("local");
        int size = Loose.integer(disk, "volume_size", 0, LARGEST_DISK, 0);
        if (size == 0 && !(local && ofImage(disk))) {
            throw Rejected.field(disk.path("volume_size"), "is required");
        }
        String type = disk.text("volume_type", Text.upTo(255), "");
        return new Volume("", type.isEmpty() ? DEFAULT_TYPE : type, size == 0 ? DEFAULT_DISK : size);
    }
}
