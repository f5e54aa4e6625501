export { PorteDeSession } from './PorteDeSession.tsx';
