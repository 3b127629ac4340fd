package dev.twinstack.api.loadbalancer;

import dev.twinstack.api.http.Endpoint;
import dev.twinstack.api.tag.TagEndpoints;
import dev.twinstack.api.tag.TagQuery;
import dev.twinstack.api.tag.Tagged;
import dev.twinstack.emulator.loadbalancer.LoadBalancer;
import dev.twinstack.emulator.loadbalancer.LoadBalancerCommand;
import java.util.List;

/** The tags of load balancers. Source: Elastic Load Balancing API reference, "Tag". */
public final class LoadBalancerTags {
    private static final Tagged<LoadBalancer> LOAD_BALANCERS = new Tagged<>(
            LoadBalancer.TYPE,
            LoadBalancer::id,
            LoadBalancer::name,
            LoadBalancer::tags,
            LoadBalancerCommand.Retag::new,
            "loadbalancer_id",
            TagQuery.Limits.NETWORK);

    public static final List<Endpoint> ENDPOINTS = TagEndpoints.of(
            "Loadbalancer", "CreateLoadbalancerTag", "/v2.0/{project_id}/loadbalancers", LOAD_BALANCERS);

    private LoadBalancerTags() {}
}
