package dev.twinstack.api.cli;

import dev.twinstack.emulator.ip.Family;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.project.Quotas;
import dev.twinstack.emulator.region.RegionSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the operator of a twin may choose about its region. */
final class RegionOptions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    @Option(
            names = "--region",
            paramLabel = "NAME",
            defaultValue = "eu-de",
            converter = RegionName.class,
            description = "The region's name. Default: ${DEFAULT-VALUE}")
    private String region = "";

    @Option(
            names = "--public-ipv4",
            paramLabel = "CIDR",
            defaultValue = "198.18.0.0/15",
            converter = Ipv4Range.class,
            description = "EIPs come from this block. Default: ${DEFAULT-VALUE} (reserved for benchmarking)")
    private IpRange publicIpv4 = RegionSettings.BENCHMARKING;

    @Option(
            names = "--ipv6",
            paramLabel = "CIDR",
            defaultValue = "2001:db8::/32",
            converter = Ipv6Range.class,
            description =
                    "Each dual-stack subnet gets a /64 of this block. Default: ${DEFAULT-VALUE} (for documentation)")
    private IpRange ipv6 = RegionSettings.DOCUMENTATION;

    @Option(
            names = "--quota",
            paramLabel = "NAME=LIMIT",
            description = "A limit other than the documented one, such as publicIp=50; -1: unlimited. Repeatable.")
    private Map<String, Integer> quotas = new LinkedHashMap<>();

    /**
     * @throws Refusals.Refusal if a quota is unknown or a limit is below -1
     */
    RegionSettings settings() {
        for (Map.Entry<String, Integer> quota : quotas.entrySet()) {
            if (quota.getValue() < Quotas.UNLIMITED) {
                throw new Refusals.Refusal(
                        "--quota " + quota.getKey() + "=" + quota.getValue() + " is no limit; -1 means unlimited.");
            }
        }
        try {
            new Quotas(quotas);
        } catch (IllegalArgumentException unknown) {
            throw new Refusals.Refusal("--quota: " + unknown.getMessage() + "; see: twinstack up --help", unknown);
        }
        return new RegionSettings(region, publicIpv4, ipv6, quotas);
    }

    String region() {
        return region;
    }

    static final class RegionName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!NAME.matcher(text).matches()) {
                throw new TypeConversionException("'" + text + "' is not a region's name, such as eu-de");
            }
            return text;
        }
    }

    static final class Ipv4Range implements ITypeConverter<IpRange> {
        @Override
        public IpRange convert(String text) {
            return range(text, Family.IPV4, 32, "198.18.0.0/15");
        }
    }

    static final class Ipv6Range implements ITypeConverter<IpRange> {
        @Override
        public IpRange convert(String text) {
            return range(text, Family.IPV6, 64, "2001:db8::/32");
        }
    }

    private static IpRange range(String text, Family family, int longestPrefix, String example) {
        return IpRange.parse(text)
                .filter(range -> range.network().family() == family && range.prefixLength() <= longestPrefix)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a block of that family with"
                        + " a prefix of at most " + longestPrefix + " bits, such as " + example));
    }
}
