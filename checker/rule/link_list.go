package rule

// placeholderTargets stand for an address that was never filled in.
var placeholderTargets = words(`# #top #! / about:blank http:// https:// todo tbd tba tk url link placeholder insert-link link-here`)

// placeholderWords are those of placeholderTargets that are words.
var placeholderWords = words(`todo tbd tba tk url link placeholder insert-link link-here`)

// navigation is linked text that moves about in a document.
var navigation = words(`
	top back_to_top return_to_top return_to_top_of_page back_to_top_of_page up back home menu contents table_of_contents next previous close skip_to_content ↑ ↩ ↩︎ ↓ « »`)

// emptyLinkTexts are linked words that do not say what they lead to.
var emptyLinkTexts = words(`
	here click_here link this_link source this more read_more page website article report pdf online available_here url
	hier ici lien aquí enlace qui тут здесь ссылка 这里 链接 こちら 여기`)

// closingWords may end in a full stop at an address's end, since names are abbreviated there.
var closingWords = words(`
	inc ltd co corp jr sr st dr mr mrs ms prof vs etc al no vol llc plc bros mt ft est dept univ assn intl gov rev fr
	gmbh ag kg sa srl spa nv bv ab as oy pty pvt cie bzw usw z.b u.s u.k u.n e.u d.c`)

// countryTLDs are the top-level domains of countries (ISO 3166-1 alpha-2 as delegated by IANA, with
// eu, su, uk and ac), less those that are more often a file name's extension: md rs sh pl py ps cc so
// pm mk ml la lc ms ai tf vi.
var countryTLDs = words(`
	ac ad ae af ag al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl cm cn co
	cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk
	hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz lb li lk lr ls lt lu lv ly ma mc me mg mh mm
	mn mo mp mq mr mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pn pr pt pw qa re ro ru rw sa sb sc sd se
	sg si sj sk sl sm sn sr ss st su sv sx sy sz tc td tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vn vu wf ws ye
	yt za zm zw`)

// longTLDs are the top-level domains of more than two letters by which a host name in linked words
// is known for one.
var longTLDs = words(`
	com org net edu gov mil int info biz pro aero coop museum asia news media press blog site online website tech dev app xyz
	agency foundation ngo ong international institute university academy science law legal bank cat example test`)

// oneSite are pairs of registrable domains that are one site.
var oneSite = [][2]string{
	{"youtu.be", "youtube.com"}, {"twitter.com", "x.com"}, {"fb.com", "facebook.com"}, {"fb.watch", "facebook.com"},
	{"redd.it", "reddit.com"}, {"flic.kr", "flickr.com"}, {"wikipedia.org", "wikimedia.org"}, {"amazon.com", "a.co"},
}

// resolvers are hosts whose addresses lead elsewhere by design and are meant to last.
var resolvers = words(`doi.org dx.doi.org www.doi.org hdl.handle.net purl.org w3id.org n2t.net perma.cc`)

// packageHosts are sites of code and packages, whose names look like host names: asn1.js.
var packageHosts = words(`
	github.com gitlab.com codeberg.org bitbucket.org sr.ht pkg.go.dev godoc.org npmjs.com npmjs.org pypi.org crates.io docs.rs lib.rs
	rubygems.org packagist.org nuget.org hex.pm metacpan.org`)
