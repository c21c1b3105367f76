package rule

// placeholderTargets stand for an address that was never filled in.
var placeholderTargets = words(`# #top #! / about:blank http:// https:// todo tbd tba tk url link placeholder insert-link link-here`)

// placeholderWords are those of placeholderTargets that are words.
var placeholderWords = words(`todo tbd tba tk url link placeholder insert-link link-here`)

// navigation is linked text that moves about in a document.
var navigation = words(`
	top back_to_top up back home menu contents table_of_contents next previous close skip_to_content ↑ ↩ ↩︎ ↓ « »`)

// emptyLinkTexts are linked words that do not say what they lead to.
var emptyLinkTexts = words(`
	here click_here link this_link source this more read_more page website article report pdf online available_here url
	hier ici lien aquí enlace qui тут здесь ссылка 这里 链接 こちら 여기`)

// closingWords may end in a full stop at an address's end, since names are abbreviated there.
var closingWords = words(`
	inc ltd co corp jr sr st dr mr mrs ms prof vs etc al no vol llc plc bros mt ft est dept univ assn intl gov rev fr
	gmbh ag kg sa srl spa nv bv ab as oy pty pvt cie bzw usw z.b u.s u.k u.n e.u d.c`)

// fileTLDs are top-level domains that are more often a file name's extension.
var fileTLDs = words(`md rs sh pl py zip mov ps cc so pm mk ml hs la lc ms ai tf vi`)

// longTLDs are the top-level domains of more than two letters by which a host name in linked words
// is known for one; those of two letters are countries'.
var longTLDs = words(`
	com org net edu gov mil int info biz name pro aero coop museum asia news media press blog site online website tech dev app xyz
	agency foundation ngo ong international institute university academy science law legal bank cat example test`)

// oneSite are pairs of registrable domains that are one site.
var oneSite = [][2]string{
	{"youtu.be", "youtube.com"}, {"twitter.com", "x.com"}, {"fb.com", "facebook.com"}, {"fb.watch", "facebook.com"},
	{"redd.it", "reddit.com"}, {"flic.kr", "flickr.com"}, {"wikipedia.org", "wikimedia.org"}, {"amazon.com", "a.co"},
}

// resolvers are hosts whose addresses lead elsewhere by design and are meant to last.
var resolvers = words(`doi.org dx.doi.org www.doi.org hdl.handle.net purl.org w3id.org n2t.net perma.cc`)
