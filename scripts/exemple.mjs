// Refait resources/exemple/ ; même graine, mêmes octets.
import { installer, lancer, node } from './lib.mjs';

installer();
lancer(node(), ['scripts/exemple/generer.ts']);
