package dev.twinstack.emulator.region;

import dev.twinstack.emulator.kernel.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a region has on offer: read-only, the same for every project, and the same on every start. */
public record Catalogue(
        String region,
        List<Flavor> flavors,
        List<Image> images,
        List<AvailabilityZone> availabilityZones,
        List<EipPool> eipPools,
        List<VolumeType> volumeTypes) {
    private static final List<String> GENERAL_SIZES =
            List.of("medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge");
    private static final List<String> DEDICATED_SIZES =
            List.of("large", "xlarge", "2xlarge", "3xlarge", "4xlarge", "6xlarge", "8xlarge", "16xlarge");
    private static final Instant RELEASED = Instant.parse("2024-01-15T09:00:00Z");

    private static final List<String> VOLUME_TYPES = List.of("SATA", "SAS", "SSD", "GPSSD", "GPSSD2", "ESSD");
    /** Those that come with high-performance servers, and so not everywhere. */
    private static final List<String> RARE_VOLUME_TYPES = List.of("co-p1", "uh-l1");

    private static final List<Flavor> FLAVORS = allFlavors();
    private static final List<Image> IMAGES = allImages();

    public Catalogue {
        flavors = List.copyOf(flavors);
        images = List.copyOf(images);
        availabilityZones = List.copyOf(availabilityZones);
        eipPools = List.copyOf(eipPools);
        volumeTypes = List.copyOf(volumeTypes);
    }

    public static Catalogue of(RegionSettings region) {
        List<String> zones = Stream.of("-01", "-02", "-03")
                .map(number -> region.name() + number)
                .toList();
        return new Catalogue(
                region.name(),
                FLAVORS,
                IMAGES,
                zones.stream().map(AvailabilityZone::new).toList(),
                List.of(pool("5_bgp", "bgp", true), pool("5_mailbgp", "mailbgp", true), pool("5_gray", "gray", false)),
                volumeTypes(zones));
    }

    /** The last zone lacks the rare types, so that there is a type some zone has not. */
    private static List<VolumeType> volumeTypes(List<String> zones) {
        return Stream.concat(
                        VOLUME_TYPES.stream().map(name -> volumeType(name, zones)),
                        RARE_VOLUME_TYPES.stream().map(name -> volumeType(name, zones.subList(0, zones.size() - 1))))
                .toList();
    }

    public Optional<Flavor> flavor(String name) {
        return flavors.stream().filter(flavor -> flavor.name().equals(name)).findFirst();
    }

    public Optional<Image> image(String id) {
        return images.stream().filter(image -> image.id().equals(id)).findFirst();
    }

    public Optional<VolumeType> volumeType(String name) {
        return volumeTypes.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    public boolean hasZone(String name) {
        return availabilityZones.contains(new AvailabilityZone(name));
    }

    /**
     * C4, M4 and S3 servers support IPv6, older ones do not. Source: ECS user guide, "Dynamically Assigning IPv6
     * Addresses", constraints.
     */
    private static List<Flavor> allFlavors() {
        return Stream.of(
                        family("s2", GENERAL_SIZES, List.of(1, 2, 4, 8), "normal", false),
                        family("s3", GENERAL_SIZES, List.of(1, 2, 4, 8), "normal", true),
                        family("c4", DEDICATED_SIZES, List.of(2, 4), "computingv3", true),
                        family("m4", DEDICATED_SIZES, List.of(8), "highmem", true),
                        Stream.of(Flavor.named("hl1.8xlarge.8", "highio", 40, false)))
                .flatMap(flavors -> flavors)
                .toList();
    }

    private static Stream<Flavor> family(
            String generation, List<String> sizes, List<Integer> ratios, String performance, boolean ipv6) {
        return sizes.stream()
                .flatMap(size -> ratios.stream()
                        .map(ratio -> Flavor.named(generation + '.' + size + '.' + ratio, performance, 0, ipv6)));
    }

    /**
     * All Linux public images have IPv6 on; only Ubuntu 16 assigns the address by itself (SEED-30). ASSUMED: Windows is
     * no different; check with a server on a dual-stack subnet.
     */
    private static List<Image> allImages() {
        return List.of(
                image("Standard_Debian_10_latest", "Debian", "Debian GNU/Linux 10.0.0 64bit"),
                image("Standard_Debian_11_latest", "Debian", "Debian GNU/Linux 11.0.0 64bit"),
                image("Standard_Debian_12_amd64_bios_latest", "Debian", "Debian GNU/Linux 12.0.0 64bit"),
                new Image(
                        Ids.derived("image", "Standard_Ubuntu_16.04_latest"),
                        "Standard_Ubuntu_16.04_latest",
                        "Ubuntu",
                        "Ubuntu 16.04 server 64bit",
                        10,
                        true,
                        true,
                        Image.Style.CLASSIC,
                        RELEASED),
                image("Standard_Ubuntu_20.04_latest", "Ubuntu", "Ubuntu 20.04 server 64bit"),
                image("Standard_Ubuntu_22.04_latest", "Ubuntu", "Ubuntu 22.04 server 64bit"),
                image("Standard_CentOS_7_latest", "CentOS", "CentOS 7.9 64bit"),
                image("Standard_Fedora_34_latest", "Fedora", "Fedora 34 64bit"),
                new Image(
                        Ids.derived("image", "Enterprise_Windows-Server_2022_STD_amd64_uefi_latest"),
                        "Enterprise_Windows-Server_2022_STD_amd64_uefi_latest",
                        Image.WINDOWS,
                        "Windows Server 2022 Standard 64bit",
                        40,
                        true,
                        false,
                        Image.Style.MODERN,
                        RELEASED));
    }

    private static Image image(String name, String platform, String osVersion) {
        return new Image(
                Ids.derived("image", name), name, platform, osVersion, 10, true, false, Image.Style.MODERN, RELEASED);
    }

    private static VolumeType volumeType(String name, List<String> zones) {
        return new VolumeType(Ids.derived("volume-type", name), name, zones);
    }

    private static EipPool pool(String name, String type, boolean assignable) {
        return new EipPool(Ids.derived("eip-pool", name), name, type, assignable);
    }
}
