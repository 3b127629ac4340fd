package dev.twinstack.scenarios.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws a project as SVG: VPCs side by side, in each its subnets, in each the servers and virtual IPs with their
 * addresses; above them the Internet, with a line to all that has an EIP; peerings between the VPCs, below them.
 */
final class TopologyDrawing {
    private static final int VPC_WIDTH = 250;
    private static final int GAP = 50;
    private static final int MARGIN = 20;
    private static final int TOP = 80;
    private static final int CHIP = 54;
    private static final int HEAD = 42;

    /** Where something was drawn: the middle of its upper edge, or of its lower one. */
    private record Spot(int x, int y) {}

    private final JsonNode topology;
    private final StringBuilder boxes = new StringBuilder();
    private final StringBuilder lines = new StringBuilder();
    private final Map<String, Spot> ports = new HashMap<>();
    private final Map<String, Spot> vpcs = new HashMap<>();
    private int lowest = TOP;

    private TopologyDrawing(JsonNode topology) {
        this.topology = topology;
    }

    /** {@return an svg element; empty if there is no VPC} */
    static String of(JsonNode topology) {
        return topology.path("vpcs").isEmpty() ? "" : new TopologyDrawing(topology).draw();
    }

    private String draw() {
        int x = MARGIN;
        for (JsonNode vpc : topology.path("vpcs")) {
            vpc(vpc, x);
            x += VPC_WIDTH + GAP;
        }
        int width = x + MARGIN;
        internet(width);
        peerings();
        int height = lowest + (topology.path("peerings").isEmpty() ? MARGIN : 70);
        return String.format(
                Locale.ROOT,
                "<svg class=\"topology\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        + " height=\"%d\" role=\"img\" aria-label=\"The network at the end\">%s%s</svg>%n",
                width,
                height,
                width,
                height,
                boxes,
                lines);
    }

    private void vpc(JsonNode vpc, int x) {
        StringBuilder inside = new StringBuilder();
        int y = TOP + HEAD;
        for (JsonNode gateway : topology.path("nat_gateways")) {
            if (gateway.path("router_id").equals(vpc.path("id"))) {
                chip(
                        inside,
                        "nat",
                        x + 10,
                        y,
                        "NAT gateway " + gateway.path("name").asText(),
                        "");
                lines.append(line("eip", x + VPC_WIDTH / 2, y, x + VPC_WIDTH / 2, 58));
                y += CHIP;
            }
        }
        List<JsonNode> subnets = topology.path("subnets")
                .valueStream()
                .filter(subnet -> subnet.path("vpc_id").equals(vpc.path("id")))
                .sorted(Comparator.comparing(subnet -> subnet.path("cidr").asText()))
                .toList();
        for (JsonNode subnet : subnets) {
            y = subnet(inside, subnet, x + 10, y) + 10;
        }
        box("vpc", x, TOP, VPC_WIDTH, y + 6 - TOP);
        label("VPC " + vpc.path("name").asText(), vpc.path("cidr").asText(), x, TOP);
        boxes.append(inside);
        vpcs.put(vpc.path("id").asText(), new Spot(x + VPC_WIDTH / 2, y + 6));
        lowest = Math.max(lowest, y + 6);
    }

    private int subnet(StringBuilder inside, JsonNode subnet, int x, int top) {
        StringBuilder chips = new StringBuilder();
        int y = top + HEAD;
        for (JsonNode port : topology.path("ports")) {
            String owner = port.path("device_owner").asText();
            boolean shown = owner.startsWith("compute:") || owner.equals("neutron:VIP_PORT");
            if (shown && port.path("network_id").equals(subnet.path("id"))) {
                port(chips, port, x + 8, y);
                y += CHIP;
            }
        }
        String blocks = subnet.path("cidr").asText()
                + (subnet.path("cidr_v6").asText().isEmpty()
                        ? ""
                        : "  " + subnet.path("cidr_v6").asText());
        inside.append(rectangle("subnet", x, top, VPC_WIDTH - 20, y - top))
                .append(text(
                        "name", x + 8, top + 16, "subnet " + subnet.path("name").asText()))
                .append(text("small", x + 8, top + 31, blocks))
                .append(chips);
        return y;
    }

    private void port(StringBuilder chips, JsonNode port, int x, int y) {
        List<String> addresses = new ArrayList<>();
        port.path("fixed_ips")
                .forEach(fixed -> addresses.add(fixed.path("ip_address").asText()));
        boolean virtual = port.path("device_owner").asText().equals("neutron:VIP_PORT");
        String name = virtual ? "virtual IP " + port.path("name").asText() : server(port.path("device_id"));
        chip(chips, virtual ? "vip" : "server", x, y, name, String.join("  ", addresses));
        ports.put(port.path("id").asText(), new Spot(x + (VPC_WIDTH - 36), y + CHIP / 2 - 4));
    }

    private String server(JsonNode id) {
        for (JsonNode server : topology.path("servers")) {
            if (server.path("id").equals(id)) {
                String status = server.path("status").asText();
                return server.path("name").asText() + (status.equals("ACTIVE") ? "" : " (" + status + ")");
            }
        }
        return id.asText();
    }

    /** Each EIP stands in its NIC, from which a line goes up on the right of the VPC. */
    private void internet(int width) {
        boxes.append(rectangle("internet", MARGIN, 14, width - 2 * MARGIN, 44))
                .append(text("name", MARGIN + 12, 41, "Internet"));
        int shift = 0;
        for (JsonNode eip : topology.path("publicips")) {
            Spot at = ports.get(eip.path("port_id").asText());
            if (at != null) {
                int right = at.x() + 26 + shift % 4 * 6;
                lines.append("<path class=\"eip\" d=\"M")
                        .append(at.x())
                        .append(' ')
                        .append(at.y())
                        .append(" H")
                        .append(right)
                        .append(" V58\"/>");
                String address = eip.path("public_ip_address").asText();
                lines.append(text("eip", at.x() - 8, at.y() - 4, address));
                shift++;
            }
        }
    }

    private void peerings() {
        for (JsonNode peering : topology.path("peerings")) {
            Spot from = vpcs.get(peering.path("request_vpc_info").path("vpc_id").asText());
            Spot to = vpcs.get(peering.path("accept_vpc_info").path("vpc_id").asText());
            if (from != null && to != null) {
                int middle = (from.x() + to.x()) / 2;
                int low = lowest + 44;
                lines.append(String.format(
                        Locale.ROOT,
                        "<path class=\"peering\" d=\"M%d %d Q%d %d %d %d\"/>",
                        from.x(),
                        from.y(),
                        middle,
                        low,
                        to.x(),
                        to.y()));
                boxes.append(text(
                        "small",
                        middle - 40,
                        lowest + 34,
                        "peering " + peering.path("name").asText()));
            }
        }
    }

    private void label(String name, String small, int x, int y) {
        boxes.append(text("name", x + 10, y + 18, name)).append(text("small", x + 10, y + 33, small));
    }

    private void box(String kind, int x, int y, int width, int height) {
        boxes.append(rectangle(kind, x, y, width, height));
    }

    private static void chip(StringBuilder into, String kind, int x, int y, String name, String small) {
        into.append(rectangle(kind, x, y, VPC_WIDTH - 36, CHIP - 8))
                .append(text("name", x + 8, y + 19, name))
                .append(text("small", x + 8, y + 36, small));
    }

    private static String rectangle(String kind, int x, int y, int width, int height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\"/>",
                kind,
                x,
                y,
                width,
                height);
    }

    private static String line(String kind, int fromX, int fromY, int toX, int toY) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                kind,
                fromX,
                fromY,
                toX,
                toY);
    }

    private static String text(String kind, int x, int y, String text) {
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>",
                kind,
                x,
                y,
                Markup.escaped(Markup.cut(text, 36)));
    }
}
