package dev.twinstack.api.server;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.region.Image;
import dev.twinstack.emulator.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The disks of a Nova body: {@code imageRef} and {@code block_device_mapping_v2}. Local disks are not offered: what asks
 * for one gets a volume. Source: ECS API reference, native "Creating an ECS".
 */
final class DisksNova {
    private static final String MAPPING = "block_device_mapping_v2";
    private static final Text SOURCE = Text.oneOf("image", "blank", "volume", "snapshot");
    private static final Text DESTINATION = Text.oneOf("", "local", "volume");
    /** ASSUMED: the reference names no default; check by creating a server with an image only. */
    private static final String DEFAULT_TYPE = "SSD";
    /** In GiB. */
    private static final int LARGEST = 32768;

    private static final int BOOTS = 0;

    private final Body server;
    private final Catalogue catalogue;

    DisksNova(Body server, Catalogue catalogue) {
        this.server = server;
        this.catalogue = catalogue;
    }

    /** {@return whether a disk is to be made from a snapshot, of which there are none} */
    boolean restoresSnapshots() {
        return mapped().stream().anyMatch(disk -> source(disk).equals("snapshot"));
    }

    private List<Body> mapped() {
        return server.objects(MAPPING);
    }

    private static String source(Body disk) {
        return disk.text("source_type", SOURCE);
    }

    /** {@return the image of the request itself} */
    private Optional<String> image() {
        return server.maybeText("imageRef", Text.upTo(255))
                .filter(image -> !image.isEmpty())
                .map(PlanNova::last);
    }

    /** {@return the disks, the system disk first} */
    List<Plan.Disk> disks() {
        List<Plan.Disk> system = new ArrayList<>();
        List<Plan.Disk> data = new ArrayList<>();
        for (Body disk : mapped()) {
            (boots(disk) ? system : data).add(disk(disk));
        }
        if (system.size() > 1) {
            throw Rejected.field(server.path(MAPPING), "only one disk can be booted from");
        }
        if (system.isEmpty()) {
            String image = image().orElseThrow(() -> Rejected.field(server.path("imageRef"), "is required"));
            system.add(new Plan.Disk.New(image, DEFAULT_TYPE, least(image), false, Map.of(), true));
        }
        system.addAll(data);
        return system;
    }

    /** Without any other, the disk of an image is the one to boot from. */
    private boolean boots(Body disk) {
        int index = Loose.integer(disk, "boot_index", -1, Integer.MAX_VALUE, -1);
        return index == BOOTS || source(disk).equals("image") && image().isEmpty();
    }

    private Plan.Disk disk(Body disk) {
        boolean goes = Loose.flag(disk, "delete_on_termination", false);
        String destination = disk.text("destination_type", DESTINATION, "");
        return switch (source(disk)) {
            case "volume" -> new Plan.Disk.Existing(disk.text("uuid", Text.ID), goes);
            case "image" -> {
                String image = disk.text("uuid", Text.ID);
                yield made(disk, image, destination.equals("local") ? least(image) : 0, goes);
            }
            default -> made(disk, "", 0, goes);
        };
    }

    /**
     * @param absent the size in GiB where the request names none; 0 if it must
     */
    private static Plan.Disk made(Body disk, String image, int absent, boolean goes) {
        int given = Loose.integer(disk, "volume_size", 0, LARGEST, 0);
        int size = given == 0 ? absent : given;
        if (size == 0) {
            throw Rejected.field(disk.path("volume_size"), "is required");
        }
        String type = disk.text("volume_type", Text.upTo(255), "");
        return new Plan.Disk.New(image, type.isEmpty() ? DEFAULT_TYPE : type, size, false, Map.of(), goes);
    }

    private int least(String image) {
        return catalogue.image(image).map(Image::minDisk).orElse(1);
    }

    /** {@return the image a server with this system disk boots} */
    static String image(Plan.Disk system, Snapshot snapshot) {
        return switch (system) {
            case Plan.Disk.New made -> made.image();
            case Plan.Disk.Existing(String id, boolean goes) -> image(id, snapshot);
        };
    }

    /** What is on a volume never changes while nobody has it. */
    private static String image(String id, Snapshot snapshot) {
        Volume volume = snapshot.find(Volume.TYPE, id).orElseThrow(() -> Rejected.notFound(Volume.TYPE.name(), id));
        if (!volume.isBootable()) {
            throw Rejected.field(MAPPING, "there is no system on the volume " + id);
        }
        return volume.spec().image();
    }
}
