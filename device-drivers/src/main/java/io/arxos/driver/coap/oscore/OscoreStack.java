package io.arxos.driver.coap.oscore;

import org.eclipse.californium.core.network.Outbox;
import org.eclipse.californium.core.network.stack.BaseCoapStack;
import org.eclipse.californium.core.network.stack.BlockwiseLayer;
import org.eclipse.californium.core.network.stack.CongestionControlLayer;
import org.eclipse.californium.core.network.stack.ExchangeCleanupLayer;
import org.eclipse.californium.core.network.stack.Layer;
import org.eclipse.californium.core.network.stack.ObserveLayer;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.eclipse.californium.elements.config.Configuration;

/// The usual layers over UDP. The seal is above the layer that repeats, so that a repetition is the
/// same datagram; the library's is below, where nothing is repeated at all, because what was sent
/// is no longer the message that was asked for.
final class OscoreStack extends BaseCoapStack {
  OscoreStack(
      String tag,
      Configuration configuration,
      EndpointContextMatcher matcher,
      Outbox outbox,
      SealingLayer seal) {
    super(outbox);
    setLayers(
        new Layer[] {
          new ExchangeCleanupLayer(configuration),
          new ObserveLayer(configuration),
          new BlockwiseLayer(tag, false, configuration, matcher),
          seal,
          CongestionControlLayer.newImplementation(tag, configuration)
        });
  }
}
