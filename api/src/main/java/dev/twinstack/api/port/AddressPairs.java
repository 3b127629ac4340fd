package dev.twinstack.api.port;

import dev.twinstack.api.http.Body;
import dev.twinstack.api.http.Rejected;
import dev.twinstack.api.http.Text;
import dev.twinstack.emulator.inventory.Snapshot;
import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.port.Port;
import dev.twinstack.emulator.port.Port.AddressPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the allowed address pairs of a port, or of a NIC that is to be one. Source: API reference, native "Port". */
public final class AddressPairs {
    static final String FIELD = "allowed_address_pairs";

    private static final Text MAC =
            new Text(17, 17, Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}"), "a MAC address");

    private AddressPairs() {}

    /**
     * {@return the pairs in a body's list} An address that is a virtual IP's of the same network binds that virtual IP
     * (VIP-03), but not in the pairs of a virtual IP.
     *
     * @throws Rejected if one is no pair
     */
    public static List<AddressPair> of(Body owner, Snapshot snapshot, String network, boolean isVip) {
        List<AddressPair> pairs = new ArrayList<>();
        for (Body pair : owner.objects(FIELD)) {
            String text = pair.text("ip_address", Text.upTo(64));
            if (!isAddressOrBlock(text)) {
                throw Rejected.field(pair.path("ip_address"), "must be an IP address or a CIDR block");
            }
            String mac = pair.maybeText("mac_address", MAC).orElse("");
            pairs.add(new AddressPair(text, mac, isVip ? "" : vip(snapshot, network, text)));
        }
        return pairs;
    }

    /** Host bits are allowed: {@code 1.1.1.1/0} is what turns the source and destination check off (PORT-08). */
    private static boolean isAddressOrBlock(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        String length = slash < 0 ? "0" : text.substring(slash + 1);
        return address.isPresent()
                && length.matches("0|[1-9][0-9]{0,2}")
                && Integer.parseInt(length) <= address.orElseThrow().family().bits();
    }

    private static String vip(Snapshot snapshot, String network, String text) {
        Optional<IpAddress> address = IpAddress.parse(text)
                .or(() -> IpRange.parse(text)
                        .filter(range -> range.prefixLength() == range.family().bits())
                        .map(IpRange::first));
        if (address.isEmpty()) {
            return "";
        }
        IpAddress wanted = address.orElseThrow();
        return snapshot.all(Port.TYPE).stream()
                .filter(other -> other.isVip() && other.subnet().equals(network))
                .filter(other ->
                        other.address(wanted.family()).filter(wanted::equals).isPresent())
                .map(Port::id)
                .findFirst()
                .orElse("");
    }
}
