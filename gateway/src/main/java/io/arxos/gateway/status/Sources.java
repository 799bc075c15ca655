package io.arxos.gateway.status;

import io.arxos.driver.Clock;
import io.arxos.driver.Driver;
import io.arxos.gateway.config.Site;
import io.arxos.gateway.control.Commands;
import io.arxos.gateway.discovery.DiscoveryDesk;
import io.arxos.gateway.sampling.ClockQuality;
import io.arxos.gateway.sampling.ProcessImage;
import io.arxos.gateway.sampling.Sampler;
import java.util.Map;
import java.util.function.Supplier;

/// Where the page gets what it shows.
///
/// @param version of this software
/// @param drivers those that run, by their id in the site file
/// @param condition asked at most a few times a second
public record Sources(
    Site site,
    ProcessImage image,
    Sampler sampler,
    Commands commands,
    Clock clock,
    ClockQuality quality,
    Supplier<Condition> condition,
    String version,
    Supplier<Map<String, Driver>> drivers,
    DiscoveryDesk discovery) {}
