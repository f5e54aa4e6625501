/** Plus gros fichier que la page accepte d’envoyer, en octets ; la lecture, elle, refuse au-delà de 25 Mio. */
export const DEPOT_MAX_OCTETS = 30 * 1024 * 1024;
