package dev.twinstack.scenarios.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Reads the service catalogue of a token. */
final class Catalogue {
    private Catalogue() {}

    /**
     * {@return the public address of each service type}
     *
     * The region's own entry is taken before one for every region ({@code *}).
     */
    static Map<String, String> services(JsonNode catalog, String region) {
        Map<String, String> services = new TreeMap<>();
        for (String wanted : new String[] {region, "*"}) {
            for (JsonNode service : catalog) {
                for (JsonNode endpoint : service.path("endpoints")) {
                    if (endpoint.path("interface").asText().equals("public")
                            && endpoint.path("region").asText().equals(wanted)) {
                        String url = endpoint.path("url").asText().replaceFirst("/+$", "");
                        services.putIfAbsent(service.path("type").asText(), url);
                    }
                }
            }
        }
        return services;
    }
}
