// Owns which of Vant's styles the app carries: those of the components it uses, once, for all screens.
// Leaves colours and sizes to theme.css. Vant's own `style` entries also bring its icon font (30 kB), which nothing here draws.
import 'vant/es/style/base.css';
import 'vant/es/loading/index.css';
import 'vant/es/button/index.css';
import 'vant/es/overlay/index.css';
import 'vant/es/popup/index.css';
import 'vant/es/switch/index.css';
import 'vant/es/toast/index.css';
import 'vant/es/dialog/index.css';
