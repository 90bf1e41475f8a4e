package org.elasticsearch.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.MockPluginsService;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;
import org.elasticsearch.transport.netty4.Netty4Plugin;
import org.elasticsearch.xpack.core.XPackPlugin;
import org.elasticsearch.xpack.esql.plugin.EsqlPlugin;

/** One node on the loopback address, for a test run: HOME HTTP-PORT TRANSPORT-PORT. It ends when its standard input does. */
public final class JudgeNode {
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.builder()
            .put("path.home", arguments[0])
            .put("network.host", "127.0.0.1")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("http.port", arguments[1])
            .put("transport.port", arguments[2])
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .put("indices.query.bool.max_clause_count", 100000)
            .put("indices.breaker.total.use_real_memory", false)
            .put("xpack.license.self_generated.type", "basic")
            .build();
        LogConfigurator.registerErrorListener();
        Environment environment = InternalSettingsPreparer.prepareEnvironment(
            settings,
            Map.of(),
            Path.of(arguments[0], "config"),
            () -> "judge"
        );
        LogConfigurator.loadLog4jPlugins();
        LogConfigurator.configureWithoutConfig(environment.settings());
        PluginsLoader noPlugins = PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);
        try (Node node = new Node(NodeConstruction.prepareConstruction(environment, noPlugins, new Services(), true))) {
            node.start();
            System.out.println("ready");
            while (System.in.read() >= 0) {}
        }
        System.exit(0);
    }

    private static final class Services extends NodeServiceProvider {
        @Override
        PluginsService newPluginService(Environment environment, PluginsLoader loader) {
            return new MockPluginsService(
                environment.settings(),
                environment,
                List.of(Netty4Plugin.class, XPackPlugin.class, EsqlPlugin.class)
            );
        }
    }

    private JudgeNode() {}
}
