package dev.twinstack.api.volume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.RequestContext;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.kernel.DomainError.Invalid;
import dev.twinstack.emulator.region.Catalogue;
import dev.twinstack.emulator.tag.Tag;
import dev.twinstack.emulator.tag.Tags;
import dev.twinstack.emulator.volume.Volume.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request to make volumes asks for. Source: EVS API reference, "Creating EVS Disks".
 *
 * @param spec of each of them
 * @param count how many
 */
record VolumeBody(Spec spec, int count) {
    static final Text NAME = Text.upTo(255);
    private static final Text REFERENCE = Text.upTo(255);
    private static final Text TAG = Text.upTo(255);
    /** ASSUMED: the reference names no default; check by making a volume without a type. */
    private static final String DEFAULT_TYPE = "SSD";

    private static final int MOST = 100;
    /** In GiB. */
    private static final int SMALLEST_EMPTY = 10;

    private static final int ABSURD = 1_000_000;

    /** {@return what Cinder is asked for} Clients leave out the zone and the type, and make volumes of one GiB. */
    static VolumeBody cinder(Body volume, RequestContext rq) {
        Catalogue catalogue = catalogue(rq);
        String zone = volume.text("availability_zone", REFERENCE, "");
        String type = volume.text("volume_type", REFERENCE, "");
        return of(
                volume,
                zone.isEmpty() ? catalogue.availabilityZones().getFirst().name() : zone,
                type.isEmpty() ? DEFAULT_TYPE : named(catalogue, type),
                Tags.NONE,
                rq);
    }

    /** {@return what the service's own call asks for} */
    static VolumeBody evs(Body volume, RequestContext rq) {
        VolumeBody body = of(
                volume,
                volume.text("availability_zone", REFERENCE, ""),
                named(catalogue(rq), volume.text("volume_type", REFERENCE, "")),
                tags(volume),
                rq);
        if (body.spec().image().isEmpty() && body.spec().size() < SMALLEST_EMPTY) {
            throw invalid("volume-size-invalid", volume.path("size"), "must be at least " + SMALLEST_EMPTY + " GiB");
        }
        return body;
    }

    static Catalogue catalogue(RequestContext rq) {
        return Catalogue.of(rq.cloud().settings().region());
    }

    /** {@return the name of a type that is given by name or by id} */
    private static String named(Catalogue catalogue, String type) {
        return catalogue.volumeTypes().stream()
                .filter(one -> one.id().equals(type))
                .map(one -> one.name())
                .findFirst()
                .orElse(type);
    }

    private static VolumeBody of(Body volume, String zone, String type, Tags tags, RequestContext rq) {
        int count = volume.value("count").isEmpty() ? 1 : whole(volume, "count", "volume-count-invalid");
        if (count < 1 || count > MOST) {
            throw invalid("volume-count-invalid", volume.path("count"), "must be from 1 to " + MOST);
        }
        return new VolumeBody(
                new Spec(
                        volume.text("name", NAME, ""),
                        volume.text("description", NAME, ""),
                        size(volume, "size"),
                        type,
                        zone,
                        image(volume),
                        volume.flag("multiattach", false),
                        volume.maybeObject("metadata").map(VolumeBody::metadata).orElse(Map.of()),
                        tags,
                        rq.caller().userId(),
                        volume.text("enterprise_project_id", REFERENCE, "0")),
                count);
    }

    /** {@return the image to put on the volumes; blank for none} Nothing else can be copied: there are no snapshots. */
    private static String image(Body volume) {
        Optional<String> image = reference(volume, "imageRef");
        Optional<String> snapshot = reference(volume, "snapshot_id");
        Optional<String> backup = reference(volume, "backup_id");
        Optional<String> source = reference(volume, "source_volid").or(() -> reference(volume, "source_replica"));
        if (Stream.of(image, snapshot, backup, source)
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw invalid(
                    "volume-sources-exceeded",
                    volume.path("imageRef"),
                    "only one of an image, a snapshot, a backup and a volume can be copied");
        }
        snapshot.ifPresent(id -> {
            throw Rejected.notFound("snapshot", id);
        });
        backup.ifPresent(id -> {
            throw Rejected.notFound("backup", id);
        });
        source.ifPresent(id -> {
            throw Rejected.field(volume.path("source_volid"), "copying a volume is not supported");
        });
        return image.orElse("");
    }

    private static Optional<String> reference(Body volume, String name) {
        return volume.maybeText(name, REFERENCE).filter(id -> !id.isEmpty());
    }

    /** {@return a size in GiB, which must be there} */
    static int size(Body body, String name) {
        return whole(body, name, "volume-size-invalid");
    }

    /** {@return a number that must be there} Of a decimal the whole part counts. */
    private static int whole(Body body, String name, String reason) {
        JsonNode value = body.value(name).orElseThrow(() -> invalid(reason, body.path(name), "is required"));
        if (value.isTextual() && value.textValue().matches("[0-9]{1,6}")) {
            return Integer.parseInt(value.textValue());
        }
        if (!value.isNumber() || !(Math.abs(value.doubleValue()) < ABSURD)) {
            throw invalid(reason, body.path(name), "must be a whole number");
        }
        return value.intValue();
    }

    /** {@return an object whose values are all texts} */
    static Map<String, String> metadata(Body object) {
        Map<String, String> entries = new HashMap<>();
        for (Iterator<String> keys = object.names(); keys.hasNext(); ) {
            String key = keys.next();
            if (key.isEmpty() || key.length() > NAME.max()) {
                throw Rejected.field(object.path(key), "a key is 1 to " + NAME.max() + " characters long");
            }
            entries.put(key, object.text(key, NAME));
        }
        return entries;
    }

    private static Tags tags(Body volume) {
        return volume.maybeObject("tags").map(object -> new Tags(pairs(object))).orElse(Tags.NONE);
    }

    /** {@return the tags of an object whose members they are} */
    static List<Tag> pairs(Body object) {
        List<Tag> tags = new ArrayList<>();
        object.names().forEachRemaining(key -> tags.add(new Tag(key, object.text(key, TAG))));
        return tags;
    }

    /** {@return what one of them shall be: several are numbered, from 0001} */
    Spec spec(int index) {
        String name = count == 1 ? spec.name() : String.format(Locale.ROOT, "%s-%04d", spec.name(), index + 1);
        return new Spec(
                name,
                spec.description(),
                spec.size(),
                spec.type(),
                spec.availabilityZone(),
                spec.image(),
                spec.multiattach(),
                spec.metadata(),
                spec.tags(),
                spec.user(),
                spec.enterpriseProject());
    }

    static Rejected invalid(String reason, String field, String message) {
        return new Rejected(new Invalid(reason, field, field + ": " + message));
    }
}
