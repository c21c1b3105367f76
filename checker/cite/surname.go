package cite

import (
	"strings"
	"unicode"
)

// surnames are common Chinese, Korean and Vietnamese family names as romanised, the commonest
// first: the order of the yearly reports on names of China's Ministry of Public Security, of the
// Korean census of 2015 and of Vietnam's common family names.
var surnames = surnameRanks(`wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang
han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lü lu ding ren yao shen zhong cui tan fan liao jia shi
jin xia fu fang zou xiong bai meng qin qiu hou yin xue yan duan lei long shao wan qian dai mo kong xiang chang gu mao hao gong tao hong
kim lee park choi jung kang cho yoon jang lim oh seo shin kwon hwang ahn ryu jeon yoo moon nam noh nguyen tran pham hoang vu vo dang bui ngo duong
qiao qu lai wen niu ge nie zhan zhai geng ji pang ouyang situ zhuge shangguan sima zhuang lan bao ning ling fei`)

func surnameRanks(names string) map[string]int {
	ranks := map[string]int{}
	for i, n := range strings.Fields(names) {
		if _, ok := ranks[n]; !ok {
			ranks[n] = i + 1
		}
	}
	return ranks
}

var doubleSurnames = wordSet("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 东郭 夏侯 皇甫 尉迟 公孙 慕容 长孙 令狐 宇文 端木 百里")

// familyFirst reports whether a romanised name puts the family first: its first part is a common
// surname, and the rest is not, or is a rarer one and reads as Chinese syllables. Of an eastern
// source the first part decides.
func familyFirst(words []string, eastern bool) bool {
	if len(words) < 2 || len(words) > 3 {
		return false
	}
	first := strings.ToLower(words[0])
	rank, ok := surnames[first]
	if !ok {
		return false
	}
	if vietnamese[first] && len(words) == 3 {
		return true
	}
	last := strings.ToLower(words[len(words)-1])
	lastRank, common := surnames[last]
	if eastern && (common || len(words) == 2) {
		return true
	}
	if common && len(words) == 2 {
		return rank < lastRank && (rank <= 10 || lastRank > 100)
	}
	for _, w := range words[1:] {
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '’' || r == '\'' }) {
			if !isPinyin(strings.ToLower(part)) {
				return false
			}
		}
	}
	return true
}

var vietnamese = wordSet("nguyen tran pham hoang dang bui duong")

// initials and finals of the syllables of standard Chinese in pinyin; Korean and Vietnamese given
// names mostly fall outside and are decided by the hyphen.
var (
	pinyinInitials = []string{"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", ""}
	pinyinFinals   = wordSet("a o e ai ei ao ou an en ang eng ong er i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ü üe üan ün ue io")
)

// isPinyin reports whether s is one to three syllables of pinyin.
func isPinyin(s string) bool {
	if len(s) > 18 {
		return false
	}
	for _, r := range s {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return pinyinFrom(s, 3)
}

func pinyinFrom(s string, syllables int) bool {
	if s == "" {
		return true
	}
	if syllables == 0 {
		return false
	}
	for _, initial := range pinyinInitials {
		rest, ok := strings.CutPrefix(s, initial)
		if !ok {
			continue
		}
		for n := min(len(rest), 4); n > 0; n-- {
			if pinyinFinals[rest[:n]] && (initial != "" || rest[0] == 'a' || rest[0] == 'o' || rest[0] == 'e') && pinyinFrom(rest[n:], syllables-1) {
				return true
			}
		}
	}
	return false
}
