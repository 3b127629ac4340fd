package dev.twinstack.emulator.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final Catalogue CATALOGUE = Catalogue.of(RegionSettings.of("eu-de"));

    @ParameterizedTest
    @CsvSource({
        "s2.medium.1, 1, 1024, 0",
        "s3.large.2, 2, 4096, 0",
        "s2.xlarge.4, 4, 16384, 0",
        "s2.large.2, 2, 4096, 0",
        "s3.medium.1, 1, 1024, 0",
        "c4.3xlarge.2, 12, 24576, 0",
        "hl1.8xlarge.8, 32, 262144, 40",
    })
    void aFlavorIsWhatItsNameSays(String name, int vcpus, int memory, int disk) {
        assertThat(CATALOGUE.flavor(name)).hasValueSatisfying(flavor -> {
            assertThat(flavor.vcpus()).isEqualTo(vcpus);
            assertThat(flavor.memory()).isEqualTo(memory);
            assertThat(flavor.disk()).isEqualTo(disk);
        });
    }

    @Test
    void onlyNewerGenerationsSupportIpv6() {
        assertThat(CATALOGUE.flavors().stream().filter(Flavor::ipv6).map(Flavor::generation))
                .containsOnly("s3", "c4", "m4");
    }

    @Test
    void onlyOneFlavorHasALocalDisk() {
        assertThat(CATALOGUE.flavors().stream().filter(flavor -> flavor.disk() > 0))
                .extracting(Flavor::name)
                .containsExactly("hl1.8xlarge.8");
    }

    @Test
    void everyImageHasIpv6ButOnlyUbuntu16AssignsItsAddress() {
        assertThat(CATALOGUE.images()).allMatch(Image::ipv6);
        assertThat(CATALOGUE.images().stream().filter(Image::ipv6Assigned))
                .extracting(Image::name)
                .containsExactly("Standard_Ubuntu_16.04_latest");
    }

    @Test
    void namesAndIdsAreUniqueAndStable() {
        assertThat(CATALOGUE.flavors()).extracting(Flavor::name).doesNotHaveDuplicates();
        assertThat(CATALOGUE.images()).extracting(Image::id).doesNotHaveDuplicates();
        assertThat(Catalogue.of(RegionSettings.of("eu-de"))).isEqualTo(CATALOGUE);
        assertThat(CATALOGUE.availabilityZones())
                .extracting(AvailabilityZone::name)
                .containsExactly("eu-de-01", "eu-de-02", "eu-de-03");
    }
}
